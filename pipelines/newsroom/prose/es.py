"""Spanish prose of the sample newsroom. The format is explained in ``pipelines/newsroom/grammar.py``."""

GRAMMAR = r"""
@kind earthquake disaster
role p1: jefe de Protección Civil | jefa de Protección Civil ; coordinador de emergencias | coordinadora de emergencias ; prefecto regional | prefecta regional
role p2: alcalde de [place] | alcaldesa de [place] ; teniente de alcalde de [place] | teniente de alcalde de [place]
org: Observatorio Sismológico de [region] ; Instituto Geofísico de [place2] ; Servicio Nacional de Sismología
list building: un internado de cuatro plantas ; el campanario de la abadía ; una hilera de talleres de alfarería ; el ala este del hospital comarcal ; la lonja cubierta ; una antigua fábrica de tabaco convertida en pisos ; el único cine del pueblo ; un granero de piedra del siglo XVIII
list route: la carretera de la mina de cobre ; el viaducto ferroviario sobre el desfiladero ; la vía de la costa ; el único puente sobre el embalse ; el túnel de las estaciones de esquí ; la tubería de gas junto al canal
title: Un terremoto de magnitud [mag] sacude [place]: al menos [dead] muertos
title: {Fuerte|Violento} sismo en [region] deja [dead] fallecidos
title: "Las paredes se nos echaban encima": [place] {busca|escarba} entre los escombros
title: Los rescatistas {luchan contra el frío|cavan con las manos} tras el temblor que arrasó un barrio de [place]
title: [p2.name] pide tiendas de campaña mientras las réplicas inquietan a [region]
title: Lo que se sabe del sismo de [region]
lead: Un terremoto de magnitud [mag] {golpeó|sacudió} el [day] {los alrededores de|la zona de} [place] y causó al menos [dead] muertos y [hurt] heridos, {según las autoridades|informaron fuentes oficiales}.
lead: Al menos [dead] personas {perdieron la vida|han fallecido} y [hurt] resultaron heridas cuando la tierra {tembló|se estremeció} bajo [place] {el [day]|a las [clock] del [day]}, {de acuerdo con|según} [p1].
lead: Las familias de [place] pasaron la noche {en coches y campos de deporte|en patios de colegio} después de que un sismo de [mag] {derribara|echara abajo} [building] y {decenas|docenas} de viviendas.
depth: El [org] {situó|localizó} el hipocentro a [depth] kilómetros bajo [place2], {una profundidad escasa que agrava las sacudidas|lo bastante cerca de la superficie para que el temblor fuera violento}.
depth: Fue un sismo {somero|superficial}, a solo [depth] kilómetros de profundidad según los cálculos del [org], con epicentro {bajo los campos de|a pocos minutos de} [place2].
depth: Los aparatos del [org] registraron la primera sacudida a las [clock]; {la ruptura empezó|el origen estaba} a [depth] kilómetros de hondura.
damage: Unas [homes] casas {ya no son habitables|han quedado inhabitables}, y [building] {se desplomó por completo|cayó en cuestión de segundos}.
damage: {Los técnicos|Los arquitectos municipales} habían marcado con pintura roja [homes] viviendas {al caer la noche|al anochecer}: nadie puede entrar. De [building] {solo queda un montón de ladrillos|no quedan más que los cimientos}.
damage: Entre los [homes] edificios {dañados|destruidos} figura [building], donde {voluntarios|soldados} {seguían atentos a cualquier golpe|sacaban cascotes en cubos, de mano en mano}.
road: Los convoyes de ayuda {tuvieron que dar la vuelta|quedaron parados durante horas} porque [route] {tenía rocas encima|presentaba grietas} en varios puntos.
road: Permanece cerrado el paso por [route], {de modo que|así que} solo los helicópteros {llegan|alcanzan} a las aldeas situadas por encima de [place2].
road: {Lo más difícil es hacer llegar la ayuda|La ayuda llega despacio}: los desprendimientos afectaron a [route] y {casi no funcionan los teléfonos|cayeron las antenas de telefonía}.
shelter: [evac] personas {durmieron|fueron alojadas} en {tiendas y gimnasios|colegios}, dijo [p2], y {escasean las mantas y la comida infantil|falta agua potable}.
shelter: El Ejército {montó|levantó} tiendas para [evac] vecinos; las cocinas de campaña {sirvieron|repartieron} sopa hasta pasada la medianoche.
shelter: En [place2] la Cruz Roja {registró|contó} a [evac] personas sin techo, {muchas de ellas ancianas|un tercio de ellas niños}.
voice: [p3] {estaba en la cocina|acababa de levantarse} cuando los armarios {echaron a andar|se abrieron de golpe}. "{Agarré|Cogí} a mi hija y bajamos a oscuras", recuerda [p3.last].
voice: "Primero un {rugido|ruido} como de tren y luego {el techo|la chimenea} encima de la cama", contó [p3].
voice: Para [p3] lo peor fue {el silencio|el polvo} de después: "{Gritabas|Decías} un nombre y no contestaba nadie".
after: Más de [shocks] réplicas se {registraron|midieron} en las horas siguientes; {la mayor|una de ellas} {devolvió a la gente a la calle|tiró las tejas de los tejados que habían resistido}.
after: La tierra no se ha calmado: el [org] {contó|anotó} [shocks] réplicas y {advierte de que|espera que} seguirán {varios días|toda la semana}.

@kind rates economy
role p1: gobernador del banco central | gobernadora del banco central ; presidente de la autoridad monetaria | presidenta de la autoridad monetaria
role p2: economista jefe de [org2] | economista jefa de [org2] ; estratega de bonos de [org2] | estratega de bonos de [org2]
org: Banco de [country] ; Banco Central de [country] ; Instituto Monetario de [country]
list reason: el hundimiento del turismo ; la caída del precio de la madera y la celulosa ; la peor cosecha en una década ; una oleada de quiebras de constructoras ; el descenso del tráfico de contenedores ; la atonía del comercio de muebles ; el abaratamiento del gasóleo ; los pisos sin vender en la capital
list watch: los alquileres ; los convenios de los hospitales ; los precios del pan ; los impagos de hipotecas ; las tarifas del transporte ; los recibos de la luz ; los comedores escolares ; los fertilizantes importados
title: El [org] baja el tipo de interés [step] puntos básicos, hasta el [rate] por ciento
title: Dinero más barato en [country] con la inflación en el [infl] por ciento
title: Los deudores {respiran|celebran}, los ahorradores pierden: qué supone la rebaja de tipos
title: [p1.last] {defiende|explica} el primer recorte de tipos en dos años
title: Votación {reñida|dividida} en [country]: [yes] a [no] a favor del recorte
lead: El [org] {recortó|redujo} el [day] su tipo {principal|de referencia} en [step] puntos básicos, hasta el [rate] por ciento, {y alegó|y adujo} [reason].
lead: El dinero se abarata en [country]: el consejo monetario {decidió|acordó} el [day] llevar el tipo rector al [rate] por ciento, {un paso|una bajada} de [step] puntos básicos.
lead: Con la inflación en el [infl] por ciento y una economía que {apenas crece|casi no avanza}, [p1] {convenció|logró convencer} el [day] a un consejo {dubitativo|reticente} para rebajar el precio del dinero al [rate] por ciento.
vote: La decisión no fue unánime: [yes] consejeros {la apoyaron|votaron a favor} y [no] {preferían esperar|querían aguardar}.
vote: Las actas, que se {publicarán|conocerán} en tres semanas, dirán quién {perdió|quedó en minoría} en la votación de [yes] contra [no].
vote: [yes] manos se alzaron por el recorte y [no] en contra, {una grieta poco habitual|algo raro} en esta casa.
prices: Los precios al consumo {subieron|aumentaron} un [infl] por ciento {interanual|en un año}, {cerca del objetivo|a un paso de la meta}, aunque [watch] {siguen preocupando|son motivo de inquietud}.
prices: La inflación, que {hace dos inviernos|hace dos años} superaba el ocho por ciento, {ha bajado|se ha moderado} al [infl]; solo [watch] {se resisten|no acompañan}.
prices: "[watch.cap] {son lo primero que miro cada mañana|siguen quitándome el sueño}", {dijo|confesó} [p1], {aun con|pese a} una inflación general del [infl] por ciento.
growth: Los {expertos|técnicos} del banco {prevén ahora|calculan} un crecimiento del [growth] por ciento este año; {la culpa la tiene|pesa sobre todo} [reason].
growth: El producto interior bruto no {crecerá|avanzará} más del [growth] por ciento; {el principal motivo es|entre las causas está} [reason].
growth: La previsión del [growth] por ciento {sustituye|reemplaza} a la más {optimista|risueña} del otoño, en gran parte por {una razón|un factor}: [reason].
market: La moneda {perdió|cedió} un [move] por ciento {en una hora|tras el anuncio} y los rendimientos de los bonos a {diez|dos} años {bajaron|cayeron} a {mínimos de cinco meses|niveles de primavera}.
market: En la bolsa {cayeron|retrocedieron} los bancos y subieron las {constructoras|inmobiliarias}; la moneda {cotizaba|se cambiaba} a mediodía un [move] por ciento más {débil|barata}.
market: Los operadores esperaban {menos|un paso más corto} y la moneda se dejó {enseguida|de inmediato} un [move] por ciento.
expert: "{Una golondrina no hace verano|Llega tarde}", dijo [p2]. "{Cuento con|Vemos} {otros dos|dos más} antes de {verano|Navidad}."
expert: [p2] {calificó|tachó} la medida de "{valiente pero tardía|un regalo para los endeudados}" y {llamó la atención sobre|señaló} [watch].
expert: [p2] no {se deja convencer|está por la labor de aplaudir}: "{El consejo libra la guerra del año pasado|Miran los datos equivocados}, [watch] cuentan otra historia".
credit: Para una hipoteca {corriente|media} de 200.000, la cuota mensual {bajará|se reducirá} en unos [saving], {calculan los bancos|según las asociaciones de consumidores}.
credit: Las entidades {prometieron|anunciaron} trasladar la rebaja {desde el mes próximo|a partir de abril}; una familia con préstamo variable {ahorrará|dejará de pagar} cerca de [saving] al mes.

@kind match sport
role p1: delantero | delantera ; centrocampista | centrocampista ; extremo | extremo ; capitán | capitana
role p2: técnico del [home] | técnica del [home] ; entrenador del [home] | entrenadora del [home]
org: [home]
list how: de cabeza en un córner que nadie despejó ; tras un saque de banda que botó dos veces ; de falta directa por debajo del larguero ; con una vaselina ante el portero adelantado ; después de una pared al borde del área ; con la zurda y tras dar en el poste ; al recoger el rechace de un penalti ; de tacón entre las piernas del guardameta
list incident: se fue la luz durante once minutos ; un perro vagabundo burló a cuatro vigilantes ; el árbitro se retiró con el gemelo roto ; el granizo tiñó de blanco el césped ; el capitán visitante vio la segunda amarilla ; ardió una pancarta de la afición rival ; estalló el videomarcador ; el portero siguió con la cabeza vendada
title: El [home] vence [score] al [away] y sube al puesto [rank]
title: Un gol {tardío|magnífico} de [p1.last] hunde al [away]
title: [p2.last]: "{Sufrimos|Temblamos}, pero lo merecimos"
title: {Fiesta|Locura} en el [arena]: los locales {rompen su sequía|se reencuentran}
title: [home]-[away]: cinco lecciones
lead: El [home] {ganó|derrotó} por [score] al [away] {ante [crowd] espectadores|el [day]} en el {campo|estadio} [arena] gracias a un gol de [p1] en el minuto [minute].
lead: Un tanto de [p1], [how], {decidió|resolvió} a los [minute] minutos una noche {áspera|trabada} en el [arena]: el marcador {final fue|se cerró con un} [score] ante el [away].
lead: No fue {bonito|un festín}, pero a las [crowd] personas del [arena] {les dio igual|no les importó}: el [home] {superó|doblegó} [score] al [away] y ya es [rank].º en la tabla.
goal: El gol {de la victoria|decisivo} llegó en el minuto [minute], cuando [p1] {marcó|anotó} [how].
goal: Hasta el minuto [minute], [p1] apenas había {tocado el balón|aparecido}; entonces {lo mandó a la red|llegó el gol}, [how].
goal: "{Cerré los ojos|Le pegué sin más}", dijo [p1] sobre su gol del minuto [minute], {conseguido|logrado} [how].
table: El [home] {suma|tiene} [points] puntos y es [rank].º, mientras que el [away] {se acerca al descenso|sigue cayendo}.
table: Con [points] puntos, los locales {ascienden|escalan} al puesto [rank]; para el [away] {se estrecha el cerco|el fondo queda cerca}.
table: El triunfo vale el puesto [rank] y [points] puntos, {tantos como|más que} en toda la temporada pasada.
odd: {Antes|Antes del descanso}, [incident].
odd: Nadie olvidará {la segunda parte|la media hora} en que [incident].
odd: Fue una noche {rara|extraña}: [incident], y {nadie pareció sorprenderse|no hubo quejas}.
stat: El [away] remató [shots] veces y tuvo {dos tercios|el 58 por ciento} de la posesión, {pero solo un tiro entre los palos|sin dar nunca sensación de peligro}.
stat: Por números {debió|tenía que} ganar el visitante: [shots] remates {contra|frente a} seis y {mucho más|casi todo el} balón.
stat: Los visitantes {dispararon|probaron} [shots] veces, y [p3], bajo los palos, lo {paró|detuvo} todo.
next: El {sábado|domingo} el [home] visita [place2], donde no gana desde {2014|2017}; el [away] {recibe|se mide} al líder.
next: Al [away] le quedan cinco días {para lamerse las heridas|de descanso} antes {de la copa|del derbi}; al [home] le espera [place2].
keeper: El otro héroe fue [p3], que en el descuento {desvió|sacó} {una volea|un cabezazo} {junto al poste|por encima del larguero}.
keeper: "[p3.last] nos {sostuvo|salvó}", dijo [p2] del guardameta, de solo {22|19} años.

@kind earnings economy
role p1: consejero delegado de [org] | consejera delegada de [org] ; director general de [org] | directora general de [org]
role p2: analista de [org2] | analista de [org2] ; gestor de [org2] | gestora de [org2]
org: [company]
list product: audífonos ; bicicletas de carga ; camas de hospital ; verduras congeladas ; bombas de calor ; guantes quirúrgicos ; motores de ascensor ; barquillos de chocolate ; bombas de riego ; implantes dentales
list trouble: una huelga en su proveedor báltico ; dos cargueros con retraso ; una retirada de producto en otoño ; el encarecimiento del cacao y el papel ; un incendio en el almacén de Lisboa ; las multas en tres países ; un cambio de programa informático ; la falta de soldadores
title: [org] gana [profit] millones en el cuarto trimestre, un [pct] por ciento más
title: Los ingresos de [org] {superan|baten} las previsiones con [rev] mil millones
title: La {fiebre|demanda} de [product] {alegra|anima} a los accionistas de [org]
title: [p1.last] sube el dividendo y {mantiene|ratifica} el pronóstico
title: Por qué vuelve a contratar la mayor empresa de [place]
lead: [org], {fabricante|productor} de [product] con sede en [place], ganó [profit] millones en el {último|cuarto} trimestre, un [pct] por ciento más que un año antes, {informó|comunicó} el [day].
lead: Las {buenas|vigorosas} ventas de [product] {elevaron|llevaron} los ingresos trimestrales de [org] a [rev] mil millones, {más de lo que esperaban|por encima de lo previsto por} los analistas, {según cifras del [day]|se supo el [day]}.
lead: Tras {tres años flacos|una mala racha}, [org] {crece de nuevo|levanta cabeza}: el beneficio neto {subió|saltó} un [pct] por ciento, hasta [profit] millones, entre octubre y diciembre, {gracias a|por el tirón de} [product].
sales: La facturación {alcanzó|fue de} [rev] mil millones; [product] {aportaron|supusieron} {casi la mitad|más de un tercio}.
sales: Los [rev] mil millones de ingresos se deben {sobre todo|en buena parte} a un renglón: [product], con {Escandinavia|Canadá|Corea del Sur} a la cabeza.
sales: Las ventas {sumaron|llegaron a} [rev] mil millones; los pedidos de [product] {llenan|ocupan} ya la cartera hasta {septiembre|bien entrado el otoño}.
cost: {En el lado menos grato|En el debe} quedan [cost] millones de sobrecoste por {un motivo|una causa}: [trouble].
cost: [trouble.cap] {restó|costó} [cost] millones al resultado, {admitió|reconoció} el director financiero, [p3].
cost: La empresa {cifró|calculó} en [cost] millones la factura de un contratiempo, [trouble], y {no espera más este año|promete que no se repetirá}.
outlook: [p1] {confirmó|mantuvo} el pronóstico de crecer entre el {cinco y el siete|cuatro y el seis} por ciento y {quiere|piensa} contratar a [jobs] personas en [place].
outlook: Para este año, [p1] {ve|espera} "{más sol que nubes|ni milagros ni tormentas}"; se {crearán|abrirán} [jobs] puestos en la planta de [place2].
outlook: [jobs] empleos {nacerán|se sumarán} en [place2], donde {una segunda línea|una tercera nave} {arrancará|entrará en marcha} {en junio|antes del invierno}.
share: Las acciones {subieron|avanzaron} un [move] por ciento, {máximo desde|lo nunca visto desde} {el verano|mayo}.
share: A los inversores les {gustó|convenció}: el valor {ganaba|sumaba} un [move] por ciento {al cierre|a mediodía}.
share: En el parqué el título {saltó|brincó} un [move] por ciento, {el que más|líder} de su sector.
view: "{Cuentas limpias|La noticia es el margen}", dijo [p2], que {subió|elevó} el precio objetivo {una décima parte|hasta 84}.
view: [p2] {avisó|advirtió}: lo ocurrido, [trouble], "{puede no ser la última sorpresa|podría repetirse en cualquier momento}".
dividend: Los accionistas {cobrarán|recibirán} [div] por título, {frente a|después de} [div2] {el año anterior|un año antes}.
dividend: El consejo {propondrá|propone} pagar [div] por acción; {la última vez fueron|el ejercicio anterior dejó} [div2].

@kind sanctions politics
role p1: jefe de la diplomacia europea | jefa de la diplomacia europea ; comisario de Comercio | comisaria de Comercio
role p2: ministro de Exteriores de [country] | ministra de Exteriores de [country] ; embajador de [country] | embajadora de [country]
org: Unión Europea
list goods: motores de drones y lentes ópticas ; aluminio, contrachapado y caviar ; terminales de gas licuado ; máquinas herramienta y rodamientos ; repuestos de avión ; módems de satélite ; metales raros para baterías ; petroleros de dueño incierto
list loophole: las sociedades pantalla en puertos francos ; los rodeos por el Golfo ; un banco con dos mesas y cuatrocientos clientes ; los pesqueros que llevan combustible ; los camioneros con doble documentación ; las tapaderas que venden juguetes
title: La UE acuerda el [num.ord] paquete de sanciones contra [country]
title: El [num.ord] paquete de sanciones lleva [people] nombres a la lista negra
title: [p2.last] {se burla de|promete responder a} los nuevos castigos europeos
title: Bruselas apunta a [goods]
title: Cómo {los comerciantes|los contrabandistas} burlan el embargo y qué va a cambiar
lead: Los embajadores de la Unión Europea {aprobaron|pactaron} el [day] un [num.ord] paquete de sanciones contra [country] que {incluye|añade} a [people] personas y [firms] empresas en la lista negra.
lead: Tras {semanas de regateo|una noche de negociación}, los socios de la UE {cerraron filas|llegaron a un acuerdo} el [day]: la [num] ronda de medidas contra [country] {golpea|alcanza} [goods].
lead: [people] funcionarios y oficiales, [firms] compañías y un comercio de [value] millones de euros al año: {hasta ahí llega|ese es el alcance de} la nueva tanda de castigos, el [num.ord] paquete de sanciones que la UE {selló|adoptó} el [day].
who: En la lista {figuran|hay} {jueces|generales}, {dos presentadores de televisión|el dueño de un astillero} y {el hermano|un primo} del {presidente|jefe del espionaje}, {dijeron diplomáticos|según fuentes conocedoras del texto}.
who: Los [people] nuevos {señalados|sancionados} no {podrán|pueden} viajar a la Unión y sus {cuentas|bienes} {quedan congelados|serán bloqueados}; lo mismo {vale para|les ocurre a} [firms] firmas.
who: De las [firms] empresas {citadas|afectadas}, [third] {tienen su sede|están} en terceros países, {algo inédito|un tabú hasta hoy}.
trade: Se {prohíbe|veta} el comercio de varios géneros, [goods]; {el año pasado|en el último ejercicio} {movió|supuso} [value] millones de euros.
trade: El {corazón|núcleo} del paquete es un embargo: [goods], un negocio de [value] millones de euros.
trade: Desde {el mes próximo|el 1 de abril} nadie en la Unión podrá {suministrar|vender} lo que figura en el anexo, [goods], por valor de [value] millones {al año|anuales}.
loop: {Bruselas|La Comisión} quiere {cegar|cerrar} también una vía: [loophole].
loop: [loophole.cap] {habían dejado en papel mojado|convirtieron en un coladero} las rondas anteriores, {admitió un diplomático|reconoció un funcionario}, y por eso {las aduanas|las autoridades portuarias} {ganan poderes|tendrán más atribuciones}.
veto: Un Estado miembro había {bloqueado|frenado} el acuerdo {once días|hasta el final} para {lograr|arrancar} una excepción para {su refinería|un oleoducto} en [place].
veto: Lo que {desatascó|desbloqueó} el pacto fue una salvedad para {el combustible nuclear|una acería} en [place], dijo [p1].
veto: La resistencia de dos capitales {se esfumó|cedió} cuando se {añadió|incluyó} {una cláusula|una nota} sobre {una fábrica de abonos|el azúcar} en [place].
answer: [p2] {calificó|tildó} el paso de "{vandalismo económico|letra muerta}" y {anunció|prometió} una respuesta {en días|antes del domingo}.
answer: "{Hemos aprendido a vivir sin ellos|Se hacen daño a sí mismos}", {dijo|declaró} [p2] a la televisión estatal.
next: Las medidas {entran|entrarán} en vigor al publicarse en el Diario Oficial, {previsiblemente|quizá} {el viernes|antes del fin de semana}.
next: {Las capitales|Los Gobiernos} deben {firmar|ratificarlo} por escrito; nadie {prevé|espera} {tropiezos|sorpresas}.

@kind flood disaster
role p1: presidente regional | presidenta regional ; director de la confederación del agua | directora de la confederación del agua
role p2: jefe de bomberos | jefa de bomberos ; delegado comarcal | delegada comarcal
org: Servicio Hidrológico de [region]
list building: un picadero ; el archivo municipal del sótano ; un taller de órganos ; dos residencias de ancianos ; los huertos de detrás de la cervecera ; una papelera ; la cooperativa vinícola ; un camping lleno de jubilados
list cause: una compuerta atascada a medio abrir ; tres días de lluvia sobre suelo helado ; los troncos acumulados en el azud ; un dique minado por las ratas ; un deshielo demasiado rápido en la meseta ; una presa vieja de la que nadie se hacía cargo
title: El [river] se desborda y obliga a {evacuar|desalojar} a [evac] personas
title: [place], bajo el agua: el [river] {alcanza|llega a} [level] metros
title: {Sacos de arena y caldo|Barcas en la calle mayor}: una noche junto al [river]
title: [p1.last] {promete|garantiza} dinero rápido para la [region] inundada
title: Indignación en [place] por [cause]
lead: El [river] se {salió de su cauce|desbordó} el [day] en [place] y {expulsó|sacó} de sus casas a [evac] personas; [dead] {murieron|se dan por muertas}.
lead: El agua {parda|turbia} llegaba el [day] {a la cintura|a las ventanas} en las calles de [place] después de que el [river] subiera a [level] metros, {más que nunca|una altura que nadie recordaba}; [evac] vecinos {tuvieron que irse|fueron puestos a salvo}.
lead: [dead] personas {han muerto|perdieron la vida} y [evac] fueron {evacuadas|trasladadas} en [region], donde el [river] {alcanzó|marcó} [level] metros el [day].
gauge: El {medidor|limnímetro} de [place2] {marcaba|señalaba} [level] metros a las [clock], {informó|comunicó} el [org]; lo {normal|habitual} {son dos|no llega a tres}.
gauge: A las [clock] el [org] {midió|registró} [level] metros en [place2]; desde entonces el río {baja|desciende} {un palmo|cuatro centímetros} por hora.
gauge: "[level] metros {no estaban en ningún modelo|se salen de la escala}", {dijo una hidróloga|admitió un ingeniero} del [org].
why: La catástrofe {empezó|comenzó} con {un detalle|algo trivial}, [cause], {dijo|explicó} [p2].
why: Los expertos {señalan una causa|apuntan a un origen}: [cause]. {La fiscalía|Una comisión} {aclarará|deberá aclarar} {quién lo sabía|qué falló}.
why: Sin {aquello|ese fallo}, [cause], [p2] {está|se dice} seguro de que "{la mitad seguiría seca|casi todo se habría salvado}".
loss: {El barro|El agua} {arrasó|anegó} [homes] casas y [building]; {las aseguradoras|la cámara de comercio} {calculan|estiman} daños por [value] millones.
loss: [homes] viviendas y [building] {quedaron inundadas|se llenaron de agua}, con daños que {de momento|por ahora} se {cifran|calculan} en [value] millones.
loss: Lo más {castigado|golpeado} fue [building]; en total hay [homes] inmuebles afectados y la factura {puede llegar|rondará} a [value] millones.
rescue: [crew] {bomberos|efectivos} con [boats] barcas sacaron a gente de los pisos altos; {un hombre|un granjero} {no quiso irse|se negó a salir} sin sus {cabras|palomas}.
rescue: {Toda la noche|Hasta el alba} [boats] barcas {fueron|navegaron} de casa en casa mientras [crew] voluntarios {llenaban|apilaban} sacos.
rescue: [crew] personas {trabajan|están desplegadas}, con [boats] barcas y un helicóptero que {rescató|recogió} a {una cartera|dos pescadores} de {un tejado|un árbol}.
voice: "{Mi piano pasó flotando|El congelador bailaba en el pasillo}", {contó|dijo} [p3], {tras treinta años junto al agua|con barro hasta las rodillas}.
voice: [p3] {salvó|sacó} {los álbumes de fotos|el vestido de novia} y poco más. "{Todo huele a gasóleo|Contra el agua no se puede}", dice [p3.last].
aid: [p1] {anunció|prometió} [aid] millones en ayudas {inmediatas|urgentes}, {sin papeleo|sin examinar la renta}.
aid: El Gobierno regional {liberó|aprobó} [aid] millones para los {afectados|damnificados}, {aunque|pero} los alcaldes {hablan de una gota en el mar|lo ven insuficiente}.
warn: Aguas abajo, [place2] {se prepara|se blinda} para la crecida, {prevista|esperada} {esta noche|de madrugada}; los colegios {seguirán|permanecerán} cerrados.
warn: No {hay tregua|pasa el peligro}: se espera {otro frente|más lluvia} {el fin de semana|el jueves}.

@kind wildfire disaster
role p1: jefe de extinción | jefa de extinción ; director del servicio forestal | directora del servicio forestal
role p2: ministro de Medio Ambiente | ministra de Medio Ambiente ; gobernador regional | gobernadora regional
org: Servicio Forestal de [region]
list cause: las chispas de una cosechadora ; una barbacoa mal apagada por excursionistas ; un tendido eléctrico sobrecargado tras la cantera ; un autobús en llamas en la circunvalación ; los cohetes de una boda ; un labrador que quemaba rastrojos pese a la veda
list threat: un monasterio con biblioteca de pergaminos ; el radiotelescopio de la sierra ; un centro de cría de buitres ; los alcornoques de una cooperativa ; un polvorín ; los estudios de cine de las afueras ; una manada de ponis salvajes ; una urbanización de madera de alerce
title: El incendio de [place] {calcina|arrasa} [ha] hectáreas
title: {Miles de vecinos|[evac] personas} huyen de las llamas cerca de [place]
title: A salvo [threat] al girar el viento
title: Humo sobre [region]: [crew] bomberos en acción
title: La policía cree que el fuego de [region] lo causó un descuido: [cause]
lead: Un incendio {avivado|empujado} por el viento {racheado|cálido} ha {quemado|devorado} [ha] hectáreas de {pinar y matorral|monte} cerca de [place] desde el [day] y {obligado|forzado} a [evac] personas a dejar sus casas.
lead: {Más de|Cerca de} [crew] bomberos {luchaban|peleaban} el [day] para alejar las llamas de [place], donde [evac] vecinos {fueron desalojados|habían recibido la orden de marcharse}.
lead: El fuego {llegó|avanzó} el [day] hasta dos kilómetros de [place]; [ha] hectáreas {son ya ceniza|han ardido} y [evac] personas {abandonaron|dejaron} sus hogares.
area: El [org] {cifró|estimó} la superficie quemada en [ha] hectáreas, {un tercio|la mitad} de ella {en un parque natural|protegida}.
area: {Por satélite|Con drones}, el [org] {midió|cartografió} [ha] hectáreas de tierra {negra|carbonizada}.
area: Se han {perdido|ido} [ha] hectáreas que tardaron {ochenta|sesenta} años en crecer, {según|dijo} el [org].
crew: [crew] bomberos, [planes] aviones y {dos docenas|una veintena} de excavadoras {trabajaron|intervinieron}; {once|cuatro} personas {inhalaron humo|fueron atendidas por humo}.
crew: [planes] aeronaves {tomaban|cargaban} agua del embalse de [place2] mientras [crew] personas {abrían|cavaban} cortafuegos {con motosierras|a mano}.
crew: En tierra trabajan [crew] {hombres y mujeres|efectivos} en turnos de doce horas, con [planes] aparatos {en el aire|hasta el ocaso}.
cause: {Los investigadores|La policía} {creen|sospecha} que el origen fue {banal|un accidente}: [cause].
cause: El rastro {lleva|apunta} a {una causa sencilla|una imprudencia}, {dijo la fiscal|según un portavoz policial}: [cause].
cause: [p2] habló de "{una imprudencia imperdonable|un desastre con firma}" al {saberse|trascender} lo que {lo provocó|había detrás}: [cause].
threat: {Preocupa|Inquieta} en especial un lugar, [threat], a {un kilómetro|un cuarto de hora a pie} {del frente|de las llamas}.
threat: Las brigadas {mojaron|empaparon} {toda la noche|con espuma} las laderas; allí {está|se encuentra} [threat].
threat: A mediodía [threat] {parecía perderse|se daba por perdido}, dijo [p1], hasta que el viento {giró|amainó}.
voice: "{El cielo era naranja y no había pájaros|Llovía ceniza sobre la colada}", dijo [p3], {que salió con dos maletas|mientras cargaba el coche}.
voice: [p3] se quedó hasta el final para {regar el tejado|soltar las ovejas}. "{Se oye antes de verse|Ruge como una cascada}", cuenta [p3.last].
road: La carretera entre [place] y [place2] {está|sigue} cortada, no circulan {trenes|autobuses} y {en tres pueblos|en algunos puntos} {falta la luz|se fue la corriente}.
road: Se {pide|ruega} a los conductores que eviten la vía de [place2]; la visibilidad {no llega|es inferior} a cincuenta metros.
hope: [p1] {espera|confía en} cercar el fuego {mañana por la tarde|en dos días} si la humedad {sube|pasa del cuarenta por ciento}.
hope: El perímetro estaba {controlado|asegurado} al [contained] por ciento {por la noche|según el último parte}, dijo [p1]: "{No prometo más|Algo es algo}".

@kind crash disaster
role p1: ministro de Transportes | ministra de Transportes ; secretario de Estado de Transportes | secretaria de Estado de Transportes
role p2: portavoz policial | portavoz policial ; fiscal del distrito | fiscal del distrito
org: Ferrocarriles de [region] ; Compañía Transversal ; Trenes del Noroeste
list obstacle: un camión de grava en el paso a nivel ; una vaca suelta en la vía ; un carril torcido por el calor ; un vagón a la deriva cargado de remolacha ; el brazo caído de una grúa ; un cambio de agujas mal puesto ; una roca soltada por la lluvia ; una vagoneta que nadie había avisado
list load: una orquesta escolar de gira ; enfermeras que salían del turno de noche ; hinchas de un club de tercera ; una cuadrilla de albañiles portugueses ; cadetes de permiso ; peregrinos con velas ; delegados de un congreso de apicultores ; familias camino del zoo
title: {Descarrila|Se estrella} un tren cerca de [place]: [dead] muertos y [hurt] heridos
title: [dead] fallecidos al chocar un expreso {a las afueras|cerca} de [place]
title: "El vagón se dobló sin más": hablan los supervivientes de [place]
title: [p1.last] ordena revisar [org] tras el accidente
title: ¿Fue [obstacle]? La búsqueda de la causa
lead: [dead] personas murieron y [hurt] resultaron heridas al descarrilar un tren {regional|de pasajeros} cerca de [place] el [day], {informó la policía|según la policía}.
lead: Un tren de [org] con [aboard] pasajeros {chocó|topó} el [day] cerca de [place] con un obstáculo, [obstacle]; [dead] {murieron|no sobrevivieron} y [hurt] fueron {hospitalizados|llevados al hospital}.
lead: {Chapa retorcida|Asientos rotos}, {mochilas de niños|equipaje esparcido}, silencio: un tren con [aboard] personas {volcó|se salió de la vía} el [day] junto a [place], y [dead] de ellas han muerto.
speed: El convoy {circulaba|iba} a [speed] kilómetros por hora cuando apareció [obstacle], {según la caja negra|revelan los registros}.
speed: La caja negra {indica|apunta a} [speed] kilómetros por hora; el límite {allí|en el tramo} {es|era de} [limit].
speed: A [speed] kilómetros por hora el maquinista {tuvo|dispuso de} cuatro segundos para frenar ante el obstáculo, [obstacle], {calculó un perito|dijo la operadora}.
who: {A bordo viajaban|Entre los [aboard] viajeros había} [load].
who: El {segundo|último} coche, donde {iban|viajaban} [load], {fue el más dañado|rodó por el terraplén}.
who: [load.cap] {llenaban|ocupaban} el vagón {delantero|trasero}; {los parientes|las familias} {son atendidos|reciben ayuda} en un pabellón de [place2].
help: Los {bomberos|rescatistas} {necesitaron|trabajaron} cinco horas {con cizallas|bajo los focos} para {sacar|liberar} a los últimos atrapados; {ocho|seis} helicópteros {volaron|llevaron heridos} a [place2].
help: Los hospitales de [place2] {llamaron|convocaron} a {todos los cirujanos|personal de descanso}; [hurt] personas {fueron atendidas|necesitaron cura}, {nueve|siete} muy graves.
voice: "{Primero un golpe y luego arena y vidrio|Me agarré al abrigo de un desconocido}", dijo [p3], {que iba en el coche restaurante|que salió por una ventana}.
voice: [p3] {vive|tiene un huerto} junto a la vía y llegó {enseguida|entre los primeros}. "{Alguien me preguntaba la hora una y otra vez|Usamos puertas como camillas}", {cuenta|recuerda} [p3.last].
probe: [p2] {confirmó|dijo} que se han {incautado|recogido} {teléfonos y cuadernos|los registros del puesto de mando}; {el maquinista|el jefe de circulación} {declara|está conmocionado}.
probe: La fiscalía {abrió|ha abierto} diligencias {por homicidio imprudente|contra desconocidos}, {confirmó|señaló} [p2].
probe: Es {pronto|temprano} para {señalar culpables|culpar a nadie}, dijo [p2], {aunque|pero} {intervino|hubo} un factor: [obstacle].
line: El tramo entre [place] y [place2] {seguirá|estará} cerrado {diez días|dos semanas}; [org] {ha puesto|ofrece} autobuses.
line: [org] {suspendió|canceló} los trenes a [place2] y {abrió un teléfono|habilitó una línea de atención}; {su licencia|la concesión} {peligra|queda en entredicho}.
politics: [p1] {acudió|viajó} al lugar {por la noche|a mediodía} y habló de "{un día negro|una herida para la región}"; {banderas a media asta|cierran los teatros}.
politics: {La oposición|El sindicato} {recordó|citó} {una auditoría|un informe} de {hace tres años|2022} que {criticaba|objetaba} [faults] {señales|pasos a nivel} de [org].

@kind verdict justice
role p1: exalcalde de [place] | exalcaldesa de [place] ; exbanquero | exbanquera ; constructor | constructora ; exdirector del hospital | exdirectora del hospital
role p2: presidente del tribunal | presidenta del tribunal ; fiscal jefe | fiscal jefa
org: Tribunal Regional de [region] ; Juzgado Penal de [place2]
list scheme: facturas por grava que nunca llegó ; sobornos ocultos en cajas de vino ; una guardería que solo existía en papel ; concursos amañados de farolas ; préstamos a la empresa de un muerto ; horas extra ficticias en ambulancias ; tierras compradas una semana antes de recalificarlas ; subvenciones a olivos en un aparcamiento
list proof: una libreta hallada en un congelador ; los mensajes de voz de una contable despechada ; los recibos del guardarropa de un casino ; el libro de cuentas de un pajarero ; el disco duro de una fotocopiadora rota ; el cuaderno de un chófer
title: [p1.name], a prisión: [years] años de condena
title: El tribunal {condena|encarcela} por corrupción al protagonista del caso: [scheme]
title: [years] años por {fraude|cohecho}: [place] y su {estrella caída|protector caído}
title: [p1.last] recurrirá, dice la defensa
title: Cómo [proof] derribó a un poderoso
lead: El [org] condenó el [day] a [years] años de cárcel a [p1] por {fraude|malversación} y {cohecho|prevaricación}; {en el centro del caso|el caso gira en torno a un método}: [scheme].
lead: Culpable de [counts] {cargos|delitos}, [years] años {entre rejas|de prisión}: el [org] {consideró probado|dictaminó} el [day] que [p1] {enriqueció a sus amigos|se lucró} con [scheme].
lead: [p1] {irá|deberá ir} a la cárcel [years] años, {decidió|falló} el [org] el [day] tras {un juicio|una vista} de [days] jornadas.
sum: La acusación {cifró|fijó} en [sum] millones el perjuicio para {el erario|los contribuyentes}; {el tribunal lo acepta casi todo|los jueces le dieron la razón}.
sum: En total {desaparecieron|se evaporaron} [sum] millones, {buena parte|muchos de ellos} mediante [scheme].
sum: De los [sum] millones {en litigio|que faltan} {no se ha recuperado ni la décima parte|solo una fracción apareció}, en {una cuenta|un banco} de [place2].
proof: La prueba {decisiva|clave} fue [proof].
proof: [proof.cap] {convenció|inclinó} al tribunal; la defensa había {intentado|pedido} {en vano|sin éxito} que se {excluyera|anulara}.
proof: Fue [proof] lo que {puso|había puesto} a los agentes sobre la pista hace {cuatro|tres} años.
judge: "{Trató la ciudad como su cartera|La codicia tenía cara amable}", {dijo|espetó} [p2] ante un banquillo {impasible|mudo}.
judge: En sus {razonamientos|fundamentos}, [p2] habló de "{un sistema de favores|un lento envenenamiento de la confianza}" que duró {ocho|seis} años.
judge: [p2] {tardó|empleó} {tres|dos} horas en leer {el fallo|la sentencia}; al final, los [counts] cargos {quedaron en pie|se sostenían}.
defence: La defensa {recurrirá|anunció recurso}; el letrado [p3] {ve|considera} la pena "{desmedida|política}".
defence: "{Nos veremos un piso más arriba|Esto no acaba aquí}", dijo el abogado [p3], que había pedido {la absolución|una pena suspendida}.
crowd: {Ante|Delante de} los juzgados, {unas decenas de personas|antiguos empleados} {aplaudieron|silbaron} cuando {arrancó|se fue} el furgón.
crowd: En los bancos del público, {jubilados|excompañeros} {escuchaban|miraban} {en silencio|de brazos cruzados}; {una mujer lloró|un hombre en silla de ruedas gritó "vergüenza"}.
others: Dos {coacusados|cómplices} {recibieron|aceptaron} penas suspendidas y un tercero {fue absuelto|salió libre}.
others: {Un cuñado|La secretaria} {se libra|sale del paso} con una multa de [fine] euros; {otros tres|los demás} esperan juicio.
history: El caso {salió a la luz|afloró} cuando {un auditor|una becaria} {vio|encontró} {firmas idénticas|cifras demasiado redondas} en los papeles de [place].
history: Durante {una década|años}, [p1.last] fue en [place] {la puerta a la que llamar|quien mandaba}; {un colegio|un polideportivo} {aún lleva|conserva} el apellido familiar.

@kind strike economy
role p1: líder sindical | líder sindical ; negociador del sindicato | negociadora del sindicato
role p2: jefe de personal de [org2] | jefa de personal de [org2] ; portavoz de [org2] | portavoz de [org2]
org: Sindicato Unido de Trabajadores ; Unión de Servicios ; Federación Obrera de [region]
list branch: tripulantes de transbordador ; mozos de equipaje ; limpiadores de hospital ; conductores de tranvía ; gruistas del puerto ; panaderos industriales ; funcionarios de prisiones ; guardas de esclusa ; clasificadores de correos ; operarios azucareros
list chaos: la lechuga se pudrió en los contenedores ; los viajeros compartieron taxi con extraños ; un crucero tuvo que fondear frente a la costa ; hubo bodas sin tarta ; se aplazaron operaciones ; las cartas se amontonaron en gimnasios ; se tiró leche en los campos ; los turistas durmieron en catres
title: La huelga de [branch] paraliza [place]
title: Paran los [branch] por el salario y [chaos]
title: [org2] {ofrece|pone} [offer] por ciento, el sindicato pide [pct]
title: Sin salida a la vista en el {paro|conflicto} de [region]
title: [p1.last] amenaza con {ampliar|prolongar} las protestas
lead: {Unos|Cerca de} [staff] [branch] {dejaron|abandonaron} el trabajo en [place] el [day] para {exigir|reclamar} un [pct] por ciento más de sueldo.
lead: {Nada se mueve|Poco funciona} en [place]: una huelga de [staff] [branch] {empezó|arrancó} el [day] al {fracasar|romperse} el diálogo con [org2].
lead: Como [staff] [branch] {pararon|se plantaron} el [day], [chaos] en [place] y sus alrededores.
demand: La central [org] {pide|exige} un [pct] por ciento y {una semana más corta|dos días libres más}; [org2] {ha ofrecido|puso sobre la mesa} un [offer].
demand: El [pct] por ciento {es lo que quieren los afiliados|es la demanda}, el [offer] {la oferta|la respuesta}, y en medio {no hay nada|media un abismo}, dijo [p1].
demand: Entre el [offer] por ciento de la empresa y el [pct] del sindicato hay {un foso|un trecho} que {dos|tres} {noches|rondas} de diálogo no {salvaron|cerraron}.
chaos: Cerca de [place2] [chaos], {dijo un empleado del puerto|según la cámara de comercio}.
chaos: Los efectos se {notaron|vieron} {en pocas horas|a mediodía}: [chaos] en [place2].
chaos: {Por la tarde|El primer día} [chaos], y {las tiendas|las gasolineras} de [place2] {tenían colas|mostraban estantes vacíos}.
boss: [p2] {tachó|calificó} el paro de "{desproporcionado|una apuesta con dinero ajeno}" y {cifró|calculó} la pérdida en [value] millones {al día|diarios}.
boss: "{No podemos pagar lo que no ganamos|La puerta está abierta}", dijo [p2]; cada jornada {cuesta|supone} [value] millones.
boss: La compañía {pierde|se deja} [value] millones al día, dijo [p2], {y dejó caer|y añadió} que {podría contratar eventuales|hay sustitutos}.
picket: Ante {la verja|la entrada}, [p3] {alimentaba|mantenía} el fuego de un bidón. "{Gano menos que mi padre|Pagado el alquiler no queda nada}", dice [p3.last].
picket: "{No pedimos la luna|Los aplausos no llenan la nevera}", dijo [p3], {envuelta la espalda en una bandera|en el piquete desde las cuatro}.
law: Un juzgado {rechazó|denegó} {la víspera|horas antes} {una demanda|la petición} de [org2].
law: [org2] {acudió|fue} a los tribunales {en vano|sin fruto}: los jueces {vieron|estimaron} suficiente el preaviso de [notice] horas.
vote: En la consulta, el [ballot] por ciento de los afiliados {votó a favor del|respaldó el} paro.
vote: El apoyo es {sólido|amplio}: un [ballot] por ciento {dijo sí|estuvo a favor} {hace dos semanas|el mes pasado}.
next: {Los mediadores|Una jueza jubilada} {citarán|reunirá} a las partes {el jueves|el lunes} en [place2].
next: [p1] no {descartó|excluyó} {una tregua|una pausa} si [org2] {mejora|sube} su oferta {antes del domingo|por escrito}.

@kind takeover economy
role p1: consejero delegado de [org] | consejera delegada de [org]
role p2: presidente de [org2] | presidenta de [org2] ; fundador de [org2] | fundadora de [org2]
org: [company]
list product: óptica de faros ; abono orgánico ; programas de venta de entradas ; frenos ferroviarios ; seguros para mascotas ; fibra óptica ; jarabes para la tos ; aparcamientos ; libros de texto ; multiplicadoras eólicas
list condition: la venta de diecinueve gasolineras ; una garantía de empleo hasta el fin de la década ; el visto bueno de Competencia ; el sí de una viuda con minoría de bloqueo ; conservar la marca diez años ; limpiar el viejo solar de la curtiduría
title: [org] compra [org2] por [value] mil millones
title: {Oferta|Puja} de [value] mil millones: [org] va a por su rival [org2]
title: La plantilla de [org2] teme por [jobs] empleos tras {la compra|la venta}
title: [p2.last] {explica|defiende} la venta: "{Mejor un buen hogar que un final lento|Éramos demasiado pequeños}"
title: Los inversores {dudan|se preguntan} si es justo el precio de [org2]
lead: [org] {comprará|adquiere} [org2], {especialista|empresa} de [product], por [value] mil millones, {anunciaron|comunicaron} ambas compañías el [day].
lead: {El trato del que se hablaba está hecho|Es la mayor fusión del año en su ramo}: [org] paga [value] mil millones por [org2], {conocida por|fuerte en} [product], {según una nota del [day]|se supo el [day]}.
lead: Por [value] mil millones, {la familiar|la antaño orgullosa} [org2] {pasa|va} a manos de [org], que {se convierte en|sube a} {número dos|líder} en [product].
price: Los dueños de [org2] {cobran|reciben} un [premium] por ciento más que el {último|viernes al} cierre, {en efectivo|dos tercios en efectivo}.
price: La oferta {incluye|supone} una prima del [premium] por ciento; el valor de [org2] {saltó|subió} un [move] por ciento {al instante|en respuesta}.
price: Con una prima del [premium] por ciento, el precio es "{alto pero justo|pleno}", dijo {un banquero|alguien cercano a las conversaciones}.
cond: El trato {depende|pende} de una condición: [condition].
cond: {Antes de que seque la tinta|Falta algo}, {recuerdan los abogados|avisan los asesores}: [condition].
cond: [condition.cap] {figura en el contrato|fue el último escollo}, dijo [p1].
jobs: {Los sindicatos|El comité} {temen|alertan de} perder [jobs] empleos, {sobre todo|casi todos} en [place], donde [org2] {tiene la sede|nació en un cobertizo}.
jobs: De los [staff] empleados de [org2], [jobs] trabajan en [place]; {el comité|la plantilla} se enteró {por la radio|por correo}.
jobs: En [place], [jobs] personas viven de un oficio, [product]; [p1] les {prometió|aseguró} {en persona|por carta} que {no cerrará ningún centro|nada cambiará de la noche a la mañana}.
seller: [p2] {conserva|mantiene} un sillón en el consejo. "{Lloré y luego firmé|Los padres deben soltar}", {dijo|resumió} [p2.last].
seller: "{Los nietos no querían|Solos nos habrían aplastado}", dijo [p2], que había {rechazado|dicho no a} {dos|tres} {ofertas|pretendientes}.
synergy: [org] {espera|calcula} ahorrar [cost] millones al año en {compras|almacenes} y {logística|informática}.
synergy: {Hay previstas|Se habla de} sinergias de [cost] millones {anuales|al año} desde el tercer ejercicio.
doubt: {Al analista|Al gestor} [p3] no le convence: "{Dos caballos cojos no hacen un corcel|Aquí ya pagó de más algún otro}".
doubt: [p3], {que sigue el sector|analista}, {ve|habla de} "{un matrimonio de conveniencia|un paso defensivo}" y duda {del calendario|del ahorro}.
date: La operación {debería cerrarse|se cerrará} {en el tercer trimestre|en otoño}; {hasta entonces|mientras} {siguen compitiendo|van por separado}.
date: Las autoridades de {cuatro|seis} países {deben|tienen que} dar permiso; [p1] {cuenta con ello|lo espera} {en septiembre|antes de fin de año}.

@kind resignation politics
role p1: ministro de Agricultura | ministra de Agricultura ; ministro del Interior | ministra del Interior ; ministro de Cultura | ministra de Cultura ; ministro de Sanidad | ministra de Sanidad ; ministro de Defensa | ministra de Defensa
role p2: jefe del Gobierno de [region] | jefa del Gobierno de [region] ; primer ministro | primera ministra
org: Alianza Cívica ; Partido del Progreso ; Unión Rural ; Nuevo Centro
list scandal: unas noches gratis en un balneario ; una tesis con capítulos prestados ; los contratos para la imprenta de un hermano ; una cacería pagada por una cementera ; las escuchas a dos periodistas ; las mascarillas a nueve veces su precio ; una pensión secreta ; una villa a nombre del chófer
list paper: una foto en el bar del hotel ; una auditoría filtrada ; el diario de una antigua asesora ; una factura de trufas ; una grabación hecha en un ascensor ; un correo enviado a quien no debía
title: Dimite [p1.name] por [scandal]
title: [p1.name] deja el cargo tras {días|semanas} de presión
title: Después de [p1.last], [p2.last] busca {sustituto|relevo}
title: "Cometí errores": la caída de {un talento político|una promesa}
title: La oposición {exige|pide} elecciones en [region]
lead: [p1] {dimitió|renunció} el [day] por [scandal], {confirmó|anunció} el Gobierno.
lead: Tras {nueve|once} días de {desmentidos|titulares}, [p1] {tiró la toalla|se rindió} el [day]: el {escándalo|asunto} de [scandal] era {una carga excesiva|insoportable para la coalición}.
lead: En una declaración de {apenas dos minutos|cuatro frases}, [p1] {anunció|dijo} el [day] que {era hora de marcharse|había que proteger el cargo}. {La causa|El motivo}: [scandal].
paper: El {giro|vuelco} {llegó|vino} con [paper], {publicada|difundida} {la víspera|el fin de semana} por {una revista|un diario local}.
paper: [paper.cap] {contradecía|desmentía} {lo dicho antes|lo que oyó el Parlamento}.
paper: Hasta que {apareció|salió} [paper], {casi nadie|pocos} en [org] había dudado.
money: Se {trata|habla} de [sum] mil euros, {ya devueltos|nada de ello declarado}.
money: El tribunal de cuentas {calculó|halló} [sum] mil euros {en juego|anotados como "varios"}.
money: {Están|Quedan} en disputa [sum] mil euros, {calderilla|poco} {al lado de|frente a} la pérdida de {confianza|imagen}, dijo {un veterano|una diputada} del partido.
chief: [p2] {aceptó|recibió} la renuncia "{con respeto|con pesar}" y {nombrará|quiere nombrar} relevo {antes del viernes|en días}.
chief: [p2] {había dado su apoyo|daba la cara} {aún por la mañana|hasta el domingo}; {de noche|al caer el sol} {solo hubo gracias|el tono era otro}.
chief: "{Nadie está por encima de las normas|Era inevitable}", {dijo|señaló} [p2] {con gesto cansado|sin aceptar preguntas}.
rival: La oposición, por boca de [p3], {habló de|lo llamó} "{una lucidez tardía|la punta del iceberg}" y {pidió|exigió} {una comisión|un pleno extraordinario}.
rival: A [p3], de la oposición, {no le basta|le sabe a poco}: "{Todo el gabinete huele a eso|¿Quién más lo sabía?}".
seats: [org] gobierna con una mayoría de {solo|apenas} [majority] escaños, {así que|y} {cada deserción cuenta|toda ausencia es un riesgo}.
seats: La coalición {aventaja|supera} a sus rivales en [majority] votos; {dos|tres} diputados {vacilan|anuncian abstención}.
career: [p1.last] {llegó a|entró en} la política desde {una escuela rural|un coro|una clínica veterinaria}, {subió deprisa|escaló con tesón} y pasaba por {futuro del partido|gran esperanza}.
career: Antes del {caso|escándalo}, [p1.last] había sacado adelante una ley {de comedores|de ríos} que {hasta el rival elogia|lleva su apellido}.
poll: En una encuesta, el [poll] por ciento {pedía|quería} {la dimisión|la salida}.
poll: El ánimo estaba {claro|agotado}: el [poll] por ciento de los consultados {prefería una renuncia|no le veía futuro}.

@kind cyberattack justice
role p1: jefe de informática | jefa de informática ; gestor de crisis | gestora de crisis
role p2: investigador de ciberdelitos | investigadora de ciberdelitos ; comisionado de datos | comisionada de datos
org: la Clínica Central de [region] ; el Ayuntamiento de [place] ; la Compañía de Aguas de [region] ; la Universidad de [place]
list service: las nóminas y las cajas del comedor ; las citas de diálisis ; los parquímetros ; el registro de bodas ; los préstamos de la biblioteca ; las rutas de la basura ; los análisis del laboratorio ; los paneles del tranvía
list entry: una factura que no lo era ; un servidor de fax olvidado ; la clave de un conserje jubilado ; una cafetera manipulada ; una memoria hallada en el aparcamiento ; un sistema de cerraduras sin parches
title: Piratas informáticos {paralizan|tumban} [org] y {piden|exigen} [ransom] millones
title: Datos de [records] personas, {robados|copiados} en el ataque a [org]
title: [gang] {reivindica|se atribuye} el ciberataque de [place]
title: Otra vez lápiz y papel: [place] tras el ataque
title: [p2.last] alerta de {imitadores|nuevos ataques}
lead: Piratas informáticos han {inutilizado|tumbado} los ordenadores de [org] y {robado|copiado} datos de [records] personas, {se informó|se supo} el [day].
lead: {Las pantallas están negras|Nada funciona} en [org] desde el [day]: unos delincuentes que se hacen llamar [gang] cifraron los servidores y {quieren|reclaman} [ransom] millones {en moneda digital|por la clave}.
lead: Un grupo llamado [gang] {entró|irrumpió} en la red de [org] y amenaza con publicar {fichas|archivos} de [records] personas, {trascendió|se conoció} el [day].
down: Están {afectados|fuera de servicio} [service]; el personal {escribe|trabaja} con {lápiz y papel|papel de calco}.
down: Primero {cayeron|fallaron} [service] y {una hora después|luego} {enmudecieron los teléfonos|el correo}.
down: {Harán falta diez días|Pasarán semanas} para que [service] {funcionen|marchen} con normalidad, dijo [p1].
entry: Los intrusos {entraron|se colaron} por {una vía simple|un descuido}, {creen los forenses|según los peritos}: [entry].
entry: La puerta la abrió [entry], {explicó|contó} [p2].
entry: [entry.cap] {bastó|fue suficiente} para {burlar dos cortafuegos|saltar todas las barreras}, dice {un informe|un correo} interno.
data: {Nombres, direcciones y|Direcciones y} {cuentas bancarias|notas médicas} de [records] personas {están en manos ajenas|fueron copiados}.
data: [records] {afectados|personas} {recibirán|tendrán} una carta; los {archivos|expedientes} {se remontan|llegan} a {1998|2004}.
data: {Unas muestras|Un primer lote} {aparecieron|se vieron} en la red; [p2] las {cree|considera} auténticas: hablan de [records] personas.
pay: No se {pagará|abonará} el rescate de [ransom] millones, {recalcó|dijo} [p1].
pay: "{No negociamos con ladrones|Ni un céntimo}", dijo [p1] sobre los [ransom] millones.
pay: Si se pagarán los [ransom] millones {quedó en el aire|nadie lo dijo}; la policía {lo desaconseja|pide firmeza}.
gang: A [gang] se le {atribuyen|imputan} [victims] ataques {desde el verano|en dos años}, de {dentistas|cerveceras} a {una naviera|un ministerio}.
gang: Según {la cuenta|los cálculos} de [p2], [gang] ha {golpeado|atacado} [victims] veces.
voice: [p3] {esperó|aguardó} una hora ante la ventanilla. "{Apuntaron mi fecha de nacimiento en un sobre|De pronto todos tenían tiempo para hablar}", {cuenta|dice} [p3.last].
voice: "{Es como si entraran en casa|He cambiado todas mis claves}", dijo [p3], {entre los afectados|con su ficha quizá copiada}.
cost: Reconstruir los sistemas {costará|cuesta} [cost] millones; el seguro {paga|cubre} {la mitad|una parte}.
cost: El daño se {estima|cifra} en [cost] millones, {sin contar|aparte de} {pleitos|horas extra}.
back: Los técnicos {recuperaron|levantaron} {sesenta|cuarenta} de {doscientos|trescientos} servidores; {primero va|tiene prioridad} lo que {salva vidas|urge}.
back: {Paso a paso|Planta a planta}, [org] {vuelve|regresa} a la red; la normalidad se {promete|espera} {para fin de mes|por Pascua}.

@kind heist justice
role p1: director del museo | directora del museo ; conservador | conservadora
role p2: inspector jefe | inspectora jefa ; jefe de la brigada de arte | jefa de la brigada de arte
org: el Museo Municipal de [place] ; la Galería de [region] ; el Museo de Historia de [place] ; la Colección del Palacio de [place]
list loot: unos discos de oro de la Edad del Bronce ; un paisaje flamenco de invierno ; tres iconos de Nóvgorod ; un violín de un maestro de Cremona ; unas piezas de ajedrez de una tumba real ; una colección de relojes de bolsillo ; el collar del último arzobispo ; unos leones de porcelana azul
list way: por una claraboya con cuerda de escalada ; con monos de una empresa de calefacción ; por una alcantarilla bajo el patio ; con un camión de bomberos robado la víspera ; dentro de una caja de embalaje ; por la pared de la panadería vecina
title: Roban [loot] en [org]
title: {Golpe|Robo} en un museo de [place]: el botín vale [value] millones
title: [minutes] minutos y ni una huella: así actuaron los ladrones de [place]
title: [p1.last] pide a los ladrones: "{No lo fundan|Guárdenlo en seco}"
title: Ofrecen [reward] euros de recompensa tras el asalto
lead: Unos ladrones {entraron|irrumpieron} {de madrugada|antes del alba} del [day] en [org] y {huyeron|escaparon} con [loot], un botín {valorado|asegurado} en [value] millones.
lead: En [minutes] minutos, {una banda vació|unos desconocidos vaciaron} {una vitrina|dos salas} de [org] el [day]; {el botín|lo robado}: [loot], por valor de [value] millones.
lead: {Un tesoro del país ha desaparecido|Sonó la alarma y no vino nadie}: unos {ladrones|asaltantes} {robaron|se llevaron} [loot] de [org] la noche del [day].
way: {Entraron|Llegaron} [way], {dice|cree} la policía, y {sabían|conocían} {bien|con detalle} dónde estaban las cámaras.
way: {De principio a fin|En total}, los autores {tardaron|necesitaron} [minutes] minutos; {accedieron|pasaron} [way].
way: Los vídeos {muestran|enseñan} a [thieves] {figuras|personas} que {llegan|se cuelan} [way].
loot: Lo robado, [loot], {es invendible|es demasiado famoso}, dijo [p1], y {eso alimenta|de ahí} el temor a {su destrucción|lo peor}.
loot: {Los peritos|Las aseguradoras} {cifran|tasan} el valor en [value] millones, pero "{la memoria no se asegura|la pérdida no tiene cifra}", dijo [p1].
loot: Salvo [loot], {no falta nada|casi nada se tocó}, lo que {apunta a|hace pensar en} {un encargo|alguien de dentro}.
police: [p2] {dirige|encabeza} un equipo de [crew] agentes; {fronteras|aeropuertos} {están|fueron} avisados.
police: Una furgoneta {quemada|robada} {apareció|se halló} cerca de [place2] {horas después|por la tarde}, dijo [p2]; dentro había {guantes|una peluca}.
police: "{Nos dejaron una pisada y mucho polvo|No era su primera vez}", dijo [p2], {que manda a|al frente de} [crew] investigadores.
alarm: La alarma {sonó|saltó} a las [clock], pero el {vigilante|guarda} {pensó en un gato|creyó que era una polilla, como otras veces}.
alarm: {Resulta|Se ha sabido} que el sistema {databa|era} de {1996|1991} y que su {relevo|renovación} se {aplazó|pospuso} {tres|dos} veces.
alarm: A las [clock] un sensor {notó|detectó} movimiento; la {primera patrulla|policía} {llegó|estaba allí} {diecinueve|catorce} minutos después.
reward: La aseguradora {ofrece|promete} [reward] euros por {pistas|información} útil.
reward: Hay [reward] euros para {quien dé la pista|la pista decisiva}; el primer día {llamaron|se recibieron} {noventa|sesenta} {personas|avisos}.
voice: Un vecino, [p3], oyó {un taladro|un motor} {y pensó en obras|a esa hora}. "{¿Quién asalta un museo?|Hasta dieron los buenos días}", {se pregunta|comenta} [p3.last].
voice: "{De niño venía cada domingo de lluvia|Esto es de todos}", dijo [p3] {entre lágrimas|con una flor} ante la puerta.
museum: El museo {sigue|permanece} cerrado {hasta el fin de semana|por ahora}; {un concierto|una fiesta infantil} {se suspende|cambia de sitio}.
museum: {El año pasado|En su mejor año} pasaron por [org] [visitors] visitantes, {muchos|la mayoría} por {esas piezas|lo ahora robado}.

@domain disaster
quote: "{No dejaremos a nadie atrás|Nadie será olvidado}", {prometió|dijo} [p2] {en la plaza|en una reunión}, y pidió {paciencia|un poco de confianza}.
quote: [p1] {dio las gracias|elogió} a los equipos, que llevan {treinta|más de veinte} horas en pie.
quote: "{Ahora hace falta trabajo y no curiosos|Por favor, no se acerquen a la zona}", {dijo|pidió} [p1].
quote: {Preguntado|A la pregunta} por {los avisos|las señales previas}, [p1] {respondió|contestó}: "{La verdad es que aún no lo sabemos|Se sacarán lecciones, pero no esta noche}".
quote: [p2] {rechazó|rebatió} las críticas de que {la ayuda tardó|las sirenas callaron}.
back: {Una psicóloga|Un grupo de voluntarios} {atiende|acompaña} a {niños|familiares} en {el salón parroquial|un supermercado vacío}.
back: Se {habilitó|abrió} un teléfono para las familias; hasta {la noche|el mediodía} {recibió|sumaba} [calls] llamadas.
back: Ya no {hacen falta|se necesitan} {mantas|ropas}, {dicen los organizadores|avisa el Ayuntamiento}, pero sí {guantes de trabajo|generadores}.
back: El último {desastre|suceso} {parecido|comparable} en [region] {fue en|data de} [oldyear], cuando se {perdió|destruyó} {el viejo mercado|media ciudad baja}.
back: Las aseguradoras {recuerdan|señalan} que {apenas un tercio|menos de la mitad} de los hogares de [region] {está cubierto|tiene póliza}.
back: {Geógrafos|Investigadores} de la universidad {avisaron|alertaron} hace {dos|seis} años {en un estudio|en un artículo} de que {se construía demasiado|el valle era un riesgo}.
back: En el instituto {no hay clase|no habrá clase hasta el lunes}; {el gimnasio|el comedor} sirve de {almacén|punto de información}.
close: Las banderas del Ayuntamiento de [place] {ondean|están} a media asta.
close: El {domingo|fin de semana} {habrá|se celebrará} un funeral en [place2].
close: {La búsqueda|El trabajo} {seguirá|continúa} {toda la noche|al amanecer}.
close: Una comisión {informará|presentará datos} {en seis semanas|antes del verano}.

@domain economy
quote: [p1] {optó por|eligió} un tono {sobrio|prudente}: "{Planeamos con lo que sabemos|Prefiero las sorpresas aburridas}".
quote: "{Las cifras hablan|No hay que celebrar antes de tiempo}", dijo [p1] {en una entrevista|ante la prensa} en [place].
quote: En una carta a la plantilla, [p1] {agradeció|pidió} {paciencia|confianza} "{en un año que no perdonó a nadie|entre tanto ruido}".
quote: {Si basta|Cuánto durará} {está por ver|es objeto de debate}; [p2] {habla de|espera} "{un camino con baches|un año de dos mitades}".
quote: [p2] no comparte {el optimismo|el entusiasmo} y {aconseja|recomienda} {esperar|leer la letra pequeña}.
back: La cámara de comercio de [region] {acogió|saludó} la noticia {con cautela|sin entusiasmo}.
back: {Los economistas|Los expertos} {lamentan|señalan} desde hace tiempo {la energía cara|los permisos lentos} y la falta de {aprendices|mano de obra} en [region].
back: En [place], {uno de cada nueve|uno de cada siete} empleos {depende|vive} {directa o indirectamente|de un modo u otro} de {este ramo|este oficio}.
back: {Hace un año|Doce meses atrás} el panorama era {otro|más sombrío}: {caían los pedidos|no había encargos} y {se recortaban jornadas|nadie contrataba}.
back: Los datos son {provisionales|previos a la auditoría} y {podrían|pueden} {cambiar|corregirse} en {mayo|primavera}.
back: Los hogares {notarán|sentirán} {poco|nada} antes {del otoño|del año próximo}, {estima|calcula} una asociación de consumidores.
back: Medidas {parecidas|similares} en {el extranjero|otros lugares} {dieron|tuvieron} resultados {desiguales|dispares}, según un estudio del {Instituto de Economía Aplicada|Centro de Estudios Comerciales}.
close: Se {darán|conocerán} más detalles {el jueves próximo|a fin de mes}.
close: La próxima {reunión|cita} {será|está fijada} {en abril|dentro de cinco semanas}.
close: Para [place] es la {segunda|tercera} {noticia así|gran noticia económica} {del año|en pocos meses}.
close: Ninguna de las partes quiso {añadir|comentar} más el [day].

@domain politics
quote: "{La unidad tiene un precio y lo hemos pagado|Fue más difícil de lo que parece}", dijo [p1] {pasada la medianoche|al salir del edificio}.
quote: [p2] {salió|se fue} por {una puerta lateral|la puerta trasera} sin {decir palabra|atender a la prensa}.
quote: "{Las palabras son baratas|El tiempo dirá}", {comentó|dijo} [p3], {de la comisión|en el Parlamento}.
quote: En los pasillos {se hablaba|se decía} de {un pacto|un arreglo} {cerrado|hecho} {en una cena|por teléfono}.
quote: [p3] acusó a [p2] de "{ganar tiempo|hacer teatro}" {en la radio|en un discurso}.
back: {Los observadores|Los comentaristas} {ven|detectan} un cambio de {ánimo|rumbo} que {empezó|arrancó} {con las municipales|el otoño pasado}.
back: El Parlamento {votará|debatirá} el asunto {la próxima semana|el miércoles}; la mayoría parece {segura|probable}.
back: Diplomáticos de {tres países|dos capitales} {describieron|calificaron} el ambiente como {gélido|correcto}.
back: Los {colectivos cívicos|activistas} {pedían|reclamaban} con [calls] firmas {más transparencia|normas más duras}.
back: La prensa {reaccionó|respondió} {con burla|con dureza}: "{Poco y tarde|El fin de una larga noche}", {tituló|escribió} {un tabloide|un diario de provincias}.
back: Los juristas {dudan|discuten} si {el texto|la decisión} {aguantará|resistiría} ante {los tribunales|los jueces de Luxemburgo}.
back: No es la primera vez {en diez años|en la década} que {un Gobierno|una coalición} {tropieza|se enreda} con {algo así|estas cuestiones}.
close: Hay prevista {una rueda de prensa|una declaración} {el jueves|mañana}.
close: {Cómo reaccionarán|Qué dirán} {los mercados|los empresarios} {está por ver|no se sabe aún}.
close: Se {convocó|espera} una manifestación en [place] {el sábado|el fin de semana}.
close: El {texto|borrador} {tiene|ocupa} unas [pages] páginas.

@domain justice
quote: [p2] {pidió|rogó} a {los testigos|quien sepa algo} que {se presente|llame a la policía}.
quote: "{Seguimos todas las pistas, hasta las tontas|La paciencia resuelve más que el genio}", dijo [p2].
quote: [p1] no quiso {hacer comentarios|responder} {por consejo legal|de momento}.
quote: "{Duermo mal|Ha sido una semana larga}", {confesó|dijo} [p1] {en voz baja|a preguntas}.
quote: Ante {la prensa|las cámaras}, [p2] pidió comprensión: {dar más detalles|hablar} {dañaría la investigación|no es posible}.
back: Casos {parecidos|así} {ocupan|tienen en vilo} a {los tribunales|los agentes} de [region] desde [oldyear].
back: Los criminólogos {calculan|creen} que solo uno de cada {cinco|diez} casos {se resuelve|se denuncia}.
back: Una asociación {de víctimas|vecinal} {exige|reclama} {más protección|más personal} y una investigación {pública|independiente}.
back: En [place] no se habla de otra cosa en {las panaderías|las paradas}; {hay opiniones para todo|las opiniones divergen}.
back: El Ministerio {de Justicia|del Interior} {sigue|observa} el caso {de cerca|con inquietud}.
back: Los {concejales|políticos locales} reaccionaron con {consternación|cautela}; habrá {una sesión|una comparecencia} {el martes|la semana que viene}.
back: El dinero para {seguridad|prevención} se {recortó|redujo} {dos veces|una quinta parte} desde {2021|la pandemia}, {según un documento|revela un informe}.
close: {Las pesquisas|Las diligencias} {continúan|siguen abiertas}.
close: La decisión {se espera|llegará} {en semanas|antes de Pascua}.
close: Los avisos se {reciben|atienden} en {cualquier comisaría|el puesto de [place2]}.
close: Es {el caso más sonado|uno de los mayores casos} en [region] {en años|de su clase}.

@domain sport
quote: "{Estoy orgulloso de los chicos|Mantuvimos la cabeza}", dijo [p2] {después|con la voz rota}.
quote: [p2] {elogió|habló de} "{un triunfo de la voluntad|un partido de equipo}" y no quiso {euforias|mirar la tabla}.
quote: "{Hacen falta noches así|Mañana lo veré otra vez con calma}", {sonrió|dijo} [p1].
quote: [p1] dedicó el gol a {su abuela|un sobrino recién nacido}, que {lo veía en casa|estaba en la grada}.
back: Al principio {se tantearon|hubo cautela}; un {tiro|libre directo} al {poste|larguero} despertó al público {a la media hora|antes del descanso}.
back: En el vestuario {se cantó|sonó música} {una hora|mucho después del final}, {contó un utillero|según los vigilantes}.
back: Los {aficionados visitantes|seguidores desplazados} {se quedaron|aguantaron} hasta {que se apagó la luz|muy tarde} y {cantaron|aplaudieron} igual.
back: El césped, {renovado|puesto} {en enero|hace tres semanas}, {se levantó|no ayudó}.
back: Las {bajas|lesiones} {obligaron|forzaron} a los dos técnicos a improvisar; {un debutante|un chico de dieciocho años} jugó {de lateral|en el centro}.
back: La historia {recoge|cuenta} [oldwins] {duelos|cruces} desde {los sesenta|el ascenso}, {casi todos|muchos} {igualados|con pocos goles}.
back: Los cambios {tras la hora|del final} dieron {aire|vida}, pero {pocas|escasas} ocasiones {claras|de verdad}.
close: El club ha vendido [tickets] entradas para {el próximo partido|la próxima cita}.
close: El árbitro {mostró|sacó} {cinco|seis} amarillas.
close: El videoarbitraje {confirmó|avaló} {el gol|la decisión} en {dos minutos|segundos}.
close: Los dos clubes {se verán|se cruzarán} de nuevo {en la copa|en agosto}.

@context
list trade: los cerezos y una conservera ; una fábrica de neumáticos ; las salinas ; el encaje de bolillos ; los desguaces navales ; las bodegas de setas ; una imprenta de naipes ; las canteras de pizarra ; los criaderos de ostras ; el vidrio soplado ; el arreglo de turbinas ; la flor cortada ; los lápices ; la mostaza
list sight: una torre de agua torcida ; un mercado de gansos en noviembre ; un puente con tejado ; el tobogán más largo de la comarca ; un reloj que anda al revés ; un carnaval de máscaras ; un jardín de cardos ; un tren de vapor ; dos bandas rivales ; una barca de cable
list habit: siempre con un termo ; gran aficionado al ajedrez ; de largos silencios ; coleccionista de mapas viejos ; de madrugar mucho ; amigo de los refranes ; siempre a pie ; voz de un coro desde hace treinta años
context: [place], {una ciudad|una localidad} de [pop] {habitantes|vecinos} en [region], vive {sobre todo|desde siempre} de [trade].
context: De [place] a [place2], {la ciudad grande más próxima|donde trabaja la mayoría}, hay [km] kilómetros; {por el camino|en medio} {campos y dos gasolineras|casi solo bosque}.
context: Fuera de [region] pocos {sabían|hablaban} de [place]; {las guías citan|los visitantes acuden por} [sight].
context: [p1.name], de [p1.age] años, {creció|nació} en [place2]; {retrato breve|así se le describe}: [habit].
context: Quien conoce a [p2.name] habla de {su terquedad|un humor seco}; a los [p2.age] años, [p2.last] {no ha cambiado|es como siempre}: [habit].
context: Desde [founded], [place] {vive|se enorgullece} de [trade]; en {las postales|el escudo} {aparece|figura} [sight].
context: {El teléfono|La página} de las autoridades de [place] {se saturó|apenas respondía} el [day]; unas [calls] personas {lo intentaron|no lograron entrar}.
context: En [place2], a [km] kilómetros, {las panaderías|los cafés} solo tenían un tema el [day]. "{Aquí todos conocen a alguien de allí|Se notaba en el aire}", dijo {un parroquiano|una camarera}.
context: {La noche del [day]|Al oscurecer} {la niebla|la lluvia} {cubría|cayó sobre} [place]; {un puñado de personas|unas docenas de vecinos} {charlaban|seguían} {hasta tarde|en corrillos} junto a lo más conocido del lugar, [sight].
context: [region] {vive|lleva} semanas {agitadas|movidas}; hace solo [days2] días, {una cochera de autobuses|el techo de una escuela|un viejo cine} de [place2] había {ardido|sido noticia}.

@local
para: En [city], {hermanada con|con muchas familias llegadas de} [place], {la parroquia reúne dinero|el Ayuntamiento abrió un fondo}, dijo [local], {que organiza la ayuda|de los voluntarios}.
para: "{Lo hemos seguido hora a hora|También nos toca}", dijo [local], {de la escuela de adultos|del club de remo} de [city].
para: Las consecuencias {se notan|llegan} hasta [city]: {una empresa de transporte|una agencia de viajes} {de la estación|del polígono} {cambió sus planes|recibió llamadas}, {contó su dueño|dijo su gerente}, [local], {a este diario|a nuestra redacción}.
para: En el pleno de [city], [local] {llevará|quiere llevar} el {asunto|tema} {el jueves|a la próxima sesión}.
para: Los {mayores|lectores} de [city] recuerdan {algo parecido|un caso así}: en [oldyear] la ciudad {fue noticia|lo vivió}, explica el {archivero|cronista} [local].
para: [local], que enseña en la {universidad|escuela técnica} de [city], {ve|califica} lo ocurrido como "{un aviso para todos|poco sorprendente}".
para: {Dos|Cuatro} vecinos de [city] estaban {ese día|por casualidad} en [place]; {todos están bien|volvieron sanos}, dijo {su vecina|un familiar}, [local].
para: En {el mercado|la plaza} de [city] {hay opiniones|se discute}. "{Es para llevarse las manos a la cabeza|Alguien tenía que decirlo}", {opinó|dijo} [local].

@weather
title: El tiempo en [region]: {[sky1]|[day] [sky1]}, hasta [hi] grados
para: El [day] será [sky1] en [region], luego [sky2], con máximas {de|cercanas a} [hi] grados y mínimas {de|en torno a} [lo].
para: En [place] soplará viento [wind] {con rachas|de hasta} de [kmh] kilómetros por hora, {más vivo en las alturas|que dará sensación de frío}.
para: {Lluvia|Precipitación}: la probabilidad es del [rain] por ciento {por la tarde|al anochecer}; polen {de aliso|de abedul}, {moderado|bajo}.
para: Mañana, [sky2]; de noche, hasta [lo2] grados. {Tendencia|Después}: [sky3].
para: El sol sale a las [rise] y se pone a las [set]. En [place2] {habrá|puede haber} {niebla|bruma} hasta las {nueve|diez}.
sky: nublado ; soleado ; con chubascos ; cubierto y con llovizna ; despejado con algunas nubes ; neblinoso ; ventoso con aguanieve ; variable ; sereno y con heladas ; tormentoso
wind: fresco del nordeste ; flojo del sur ; fuerte del oeste ; helado del norte ; racheado del suroeste

@market
title: {Cierre de bolsa|La bolsa al cierre}: el [index] {sube|gana} un [move] por ciento, hasta [level] puntos
para: El [index] {cerró|terminó} el [day] en [level] puntos, {un alza|una subida} del [move] por ciento.
para: {Encabezó las subidas|La mejor fue} [co1], con un [up] por ciento; [co2] {fue la peor|cayó más}, con un [down] por ciento menos.
para: Se negociaron [vol] mil millones; [adv] valores {subieron|ganaron} y [dec] {bajaron|perdieron}.
para: El bono a diez años {rendía|ofrecía} un [yield] por ciento, la onza de oro {costaba|valía} [gold] dólares y el barril de Brent [oil].
para: Los operadores hablaron de {poco volumen|una sesión sin rumbo} a la espera {de datos de empleo|del vencimiento de futuros}.

@fixtures
title: {Resultados y calendario|La liga de un vistazo}: jornada [round]
para: Jornada [round], {resultados|ya jugados}: [c1] - [c2] [s1]; [c3] - [c4] [s2]; [c5] - [c6] [s3]; [c7] - [c8] [s4].
para: {Faltan|Por jugar} el [day]: [c9] contra [c10] ([clock]), [c11] contra [c12] ([clock2]).
para: {En cabeza|Arriba}: 1. [c1] [t1] puntos, 2. [c5] [t2], 3. [c9] [t3]. {Abajo|Cierra}: [c8] con [t4].
para: {Goleadores|Máximos goleadores}: [n1] ([c1]) [g1] goles, [n2] ([c3]) [g2], [n3] ([c11]) [g3].
para: {Árbitros|Pitan}: [n4] ([c9] - [c10]) y [n5] ([c11] - [c12]).
"""
