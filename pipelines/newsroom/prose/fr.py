"""French prose of the sample newsroom. The format is explained in ``pipelines/newsroom/grammar.py``."""

GRAMMAR = r"""
@kind earthquake disaster
role p1: chef de la protection civile | cheffe de la protection civile ; préfet de région | préfète de région ; coordinateur des secours | coordinatrice des secours
role p2: maire de [place] | maire de [place] ; adjoint au maire de [place] | adjointe au maire de [place]
org: Observatoire sismologique de [region] ; Institut de géophysique de [place2] ; Office national de sismologie
list building: un internat de quatre étages ; le clocher de l’abbatiale ; une rangée d’ateliers de potiers ; une aile entière du centre hospitalier ; la halle aux poissons ; une ancienne manufacture de tabac ; le seul cinéma de la ville ; un grenier de pierre du XVIIIe siècle
list route: la route de la mine de cuivre ; le viaduc ferroviaire des gorges ; la corniche ; le seul pont du barrage ; le tunnel des stations de ski ; la conduite de gaz du canal
title: Un séisme de magnitude [mag] frappe [place] : au moins [dead] morts
title: {Violent|Puissant} séisme en [region] : [dead] personnes tuées
title: "Les murs venaient sur nous" : [place] {fouille|creuse} ses décombres
title: Les secours {luttent contre le froid|creusent à mains nues} après la secousse qui a rasé un quartier de [place]
title: [p2.name] réclame des tentes, les répliques inquiètent la région [region]
title: Ce que l’on sait du séisme de [region]
lead: Un tremblement de terre de magnitude [mag] a {frappé|secoué} [day] {les environs de|la ville de} [place], faisant au moins [dead] morts et [hurt] blessés, {selon les autorités|a-t-on appris de source officielle}.
lead: Au moins [dead] personnes {ont perdu la vie|sont mortes} et [hurt] ont été blessées quand la terre a {tremblé|grondé} sous [place], {[day]|[day] à [clock]}, {d’après|selon} [p1].
lead: Les familles de [place] ont passé la nuit {dans des voitures et sur des stades|dans des cours d’école} après qu’une secousse de [mag] a {renversé|abattu} [building] et des {dizaines|centaines} de maisons.
depth: Le {foyer|point de départ} se situait à [depth] kilomètres sous [place2], selon l’organisme [org], {une faible profondeur qui aggrave les secousses|assez près de la surface pour que tout tremble fort}.
depth: C’était un séisme {superficiel|peu profond}, à [depth] kilomètres seulement d’après les calculs de l’[org], avec un épicentre {sous les champs de|tout près de} [place2].
depth: Les appareils de l’[org] ont enregistré la première secousse à [clock] ; {la rupture a commencé|l’origine se trouvait} à [depth] kilomètres de profondeur.
damage: Quelque [homes] maisons {ne sont plus habitables|sont devenues inhabitables}, et [building] {n’existe plus|a disparu en quelques secondes}.
damage: Les {experts|architectes} avaient marqué [homes] logements de peinture rouge {à la tombée du jour|dans la soirée} : interdiction d’entrer. De ce qui fut [building], {il ne reste qu’un tas de briques|seules les fondations subsistent}.
damage: Parmi les [homes] bâtiments {touchés|détruits} figure [building], où {des bénévoles|des soldats} {guettaient encore le moindre coup|évacuaient les gravats seau après seau}.
road: Les convois {ont dû rebrousser chemin|sont restés bloqués des heures} parce que [route] {était coupée par des rochers|présentait des fissures}.
road: Fermeture aussi pour [route], {si bien que|de sorte que} seuls les hélicoptères {atteignent|rejoignent} les villages au-dessus de [place2].
road: {Acheminer l’aide est le plus dur|L’aide arrive lentement} : des éboulements ont touché [route] et {le téléphone ne passe plus|les antennes sont tombées}.
shelter: [evac] personnes ont {dormi|été logées} dans des {tentes et gymnases|écoles}, a indiqué [p2], et {les couvertures et les petits pots manquent|l’eau potable fait défaut}.
shelter: L’armée a {dressé|monté} des tentes pour [evac] habitants ; les cuisines roulantes ont {servi|distribué} de la soupe jusque tard dans la nuit.
shelter: À [place2], la Croix-Rouge a {recensé|compté} [evac] sans-abri, {beaucoup de personnes âgées|dont un tiers d’enfants}.
voice: [p3] {était dans la cuisine|venait de se lever} quand les placards {se sont mis à marcher|se sont ouverts d’un coup}. "J’ai {attrapé|pris} ma fille et nous sommes descendus dans le noir", raconte [p3.last].
voice: "D’abord un {grondement|bruit} de train, puis {le plafond|la cheminée} sur le lit", a raconté [p3].
voice: Pour [p3], le pire fut {le silence|la poussière} d’après : "On {criait|appelait} un nom et personne ne répondait."
after: Plus de [shocks] répliques ont été {mesurées|enregistrées} dans les heures suivantes ; {la plus forte|l’une d’elles} {a renvoyé les gens dans la rue|a fait tomber des tuiles qui avaient tenu}.
after: La terre ne s’est pas calmée : l’[org] a {compté|relevé} [shocks] répliques et {prévient|s’attend à ce} que d’autres {pourraient suivre|suivent} toute la semaine.

@kind rates economy
role p1: gouverneur de la banque centrale | gouverneure de la banque centrale ; président de l’institut d’émission | présidente de l’institut d’émission
role p2: chef économiste de [org2] | cheffe économiste de [org2] ; stratège obligataire de [org2] | stratège obligataire de [org2]
org: Banque de [country] ; Banque centrale de [country] ; Institution monétaire de [country]
list reason: l’effondrement du tourisme ; la baisse des prix du bois et de la pâte à papier ; la plus mauvaise récolte en dix ans ; une vague de faillites dans le bâtiment ; le recul du trafic de conteneurs ; la mévente des meubles ; le fioul moins cher ; les appartements invendus de la capitale
list watch: les loyers ; les salaires hospitaliers ; les prix du pain ; les impayés de crédit ; les tarifs des transports ; les factures d’électricité ; les cantines scolaires ; les engrais importés
title: La [org] abaisse son taux directeur de [step] points de base, à [rate] %
title: L’argent moins cher en [country], l’inflation revenue à [infl] %
title: Les emprunteurs {respirent|se réjouissent}, les épargnants perdent : ce que change la baisse des taux
title: [p1.last] {défend|explique} la première baisse des taux en deux ans
title: Vote {serré|partagé} en [country] : [yes] voix contre [no] pour la baisse
lead: La [org] a {abaissé|réduit} [day] son taux {principal|directeur} de [step] points de base, à [rate] %, {en invoquant|citant} [reason].
lead: L’argent devient moins cher en [country] : le conseil a {décidé|choisi} [day] de ramener le taux de référence à [rate] %, {un pas|un geste} de [step] points de base.
lead: Avec une inflation à [infl] % et une économie qui {peine à croître|n’avance guère}, [p1] a {convaincu|su rallier} [day] un conseil {hésitant|réticent} à un loyer de l’argent de [rate] %.
vote: La décision n’a pas été unanime : [yes] membres {l’ont soutenue|ont voté pour}, [no] {voulaient attendre|préféraient patienter}.
vote: Le compte rendu, {publié|attendu} dans trois semaines, dira qui {a perdu|était minoritaire} dans ce vote à [yes] contre [no].
vote: [yes] mains se sont levées pour la baisse, [no] contre, {une fissure inhabituelle|chose rare} dans cette maison.
prices: Les prix à la consommation ont {augmenté|progressé} de [infl] % {sur un an|en douze mois}, {près de la cible|non loin de l’objectif}, mais [watch] {inquiètent encore|restent un souci}.
prices: L’inflation, qui {dépassait|excédait} huit pour cent {il y a deux ans|l’avant-dernier hiver}, est {retombée|revenue} à [infl] % ; seuls résistent [watch].
prices: "[watch.cap], {c’est la première chose que je regarde le matin|voilà ce qui m’empêche de dormir}", a {confié|dit} [p1], {malgré|en dépit d’} une inflation générale à [infl] %.
growth: Les {économistes|experts} de la banque {tablent désormais|comptent} sur une croissance de [growth] % cette année ; {en cause|principal frein}, [reason].
growth: Le produit intérieur brut ne {progressera|croîtra} pas de plus de [growth] % ; {la faute à|première raison invoquée :} [reason].
growth: La prévision de [growth] % {remplace|se substitue à} celle, plus {souriante|optimiste}, de l’automne ; une raison {est donnée|revient} : [reason].
market: La monnaie a {perdu|cédé} [move] % {en une heure|après l’annonce} et les rendements à {dix|deux} ans ont {reculé|glissé} au plus bas depuis {cinq mois|le printemps}.
market: En Bourse, les banques ont {baissé|fléchi} et {les constructeurs|les foncières} ont monté ; la monnaie {valait|s’échangeait} à midi [move] % de moins.
market: Les opérateurs attendaient {moins|un pas plus petit} et la monnaie a {aussitôt|immédiatement} lâché [move] %.
expert: "{Une hirondelle ne fait pas le printemps|C’était attendu depuis longtemps}", a dit [p2]. "{Je prévois|Nous voyons} encore deux baisses d’ici {l’été|Noël}."
expert: [p2] a {qualifié|traité} la mesure de "{courageuse mais tardive|cadeau aux endettés}" et {signalé|pointé} un danger : [watch].
expert: [p2] n’est pas {du même avis|pleinement d’accord} : "{Le conseil mène la guerre de l’an passé|Ils regardent les mauvais chiffres}, [watch] racontent une autre histoire."
credit: Pour un prêt {ordinaire|moyen} de 200 000, la mensualité {baissera|diminuera} d’environ [saving], {calculent les banques|selon les associations de consommateurs}.
credit: Les établissements ont {promis|annoncé} de répercuter la baisse {dès le mois prochain|en avril} ; une famille à taux variable {économisera|gagnera} près de [saving] par mois.

@kind match sport
role p1: attaquant | attaquante ; milieu de terrain | milieu de terrain ; ailier | ailière ; capitaine | capitaine
role p2: entraîneur de [home] | entraîneuse de [home] ; coach de [home] | coach de [home]
org: [home]
list how: de la tête sur un corner mal dégagé ; après une longue touche au double rebond ; d’un coup franc plongeant sous la barre ; d’un lob sur le gardien avancé ; au terme d’un une-deux à l’entrée de la surface ; du gauche avec l’aide du poteau ; en reprenant un penalty repoussé ; d’une talonnade entre les jambes du portier
list incident: l’éclairage est tombé en panne onze minutes ; un chien errant a semé quatre stadiers ; l’arbitre est sorti, mollet déchiré ; la grêle a blanchi la pelouse ; le capitaine visiteur a vu un second jaune ; une banderole adverse a pris feu ; l’écran géant a volé en éclats ; le gardien a continué la tête bandée
title: [home] bat [away] [score] et grimpe au rang [rank]
title: Un but {tardif|superbe} de [p1.last] coule [away]
title: [p2.last] : "Nous avons {souffert|tremblé}, mais c’est mérité"
title: {Fête|Folie} au [arena] : l’équipe locale {met fin à sa disette|se retrouve}
title: [home]-[away] : cinq leçons
lead: [home] a {battu|dominé} [away] [score] {devant [crowd] spectateurs|[day]} au {stade|complexe} [arena], grâce à un but de [p1] à la [minute]e minute.
lead: Un but de [p1], [how], a {décidé|tranché} après [minute] minutes d’une soirée {âpre|hachée} au [arena] : [score] {au final|au tableau} face à [away].
lead: Ce ne fut pas {joli|un régal}, mais les [crowd] personnes du [arena] {s’en moquaient|ne s’en souciaient guère} : [home] a {dominé|fait plier} [away] [score] et occupe le rang [rank].
goal: Le but {décisif|de la victoire} est {venu|tombé} à la [minute]e minute, quand [p1] a {marqué|frappé} [how].
goal: Jusqu’à la [minute]e minute, [p1] avait à peine {touché le ballon|pesé sur le jeu} ; puis {ce fut au fond|le filet a tremblé}, [how].
goal: "{J’ai fermé les yeux|J’ai frappé, c’est tout}", a dit [p1] du but de la [minute]e minute, {inscrit|marqué} [how].
table: [home] {compte|totalise} [points] points et pointe au rang [rank], tandis que [away] {se rapproche de la relégation|glisse encore}.
table: Avec [points] points, les hôtes {montent|grimpent} au rang [rank] ; pour [away], {l’air se raréfie|la cave est proche}.
table: La victoire vaut le rang [rank] et [points] points, {autant que|plus que} sur toute la saison passée.
odd: {Plus tôt|Avant la pause}, [incident].
odd: On se souviendra de {la seconde période|la demi-heure} où [incident].
odd: {Drôle de soirée|Étrange partie} : [incident], et {nul n’a paru surpris|personne n’a protesté}.
stat: [away] a tiré [shots] fois et eu {les deux tiers|58 %} du ballon, {mais un seul tir cadré|sans jamais inquiéter}.
stat: Aux chiffres, les visiteurs {devaient|auraient dû} gagner : [shots] tirs {contre|face à} six et {bien plus|presque tout} le ballon.
stat: Les visiteurs ont {tenté|frappé} [shots] fois, et [p3], dans les buts, a tout {repoussé|arrêté}.
next: {Samedi|Dimanche}, [home] se rend à [place2], où le dernier succès date de {2014|2017} ; [away] {reçoit|affronte} le premier.
next: [away] a cinq jours {pour panser ses plaies|de repos} avant {la coupe|le derby} ; [home] file à [place2].
keeper: L’autre héros se nomme [p3], qui a {détourné|sorti} dans le temps additionnel {une volée|une tête} {sur le poteau|au-dessus de la barre}.
keeper: "[p3.last] nous a {maintenus en vie|sauvés}", a dit [p2] du portier, {22|19} ans seulement.

@kind earnings economy
role p1: directeur général de [org] | directrice générale de [org] ; patron de [org] | patronne de [org]
role p2: analyste chez [org2] | analyste chez [org2] ; gérant chez [org2] | gérante chez [org2]
org: [company]
list product: prothèses auditives ; vélos cargos ; lits d’hôpital ; légumes surgelés ; pompes à chaleur ; gants chirurgicaux ; moteurs d’ascenseur ; gaufrettes au chocolat ; pompes d’irrigation ; implants dentaires
list trouble: une grève chez son fournisseur balte ; deux cargos en retard ; un rappel de produits en automne ; le cacao et le papier plus chers ; un incendie à l’entrepôt de Lisbonne ; des amendes dans trois pays ; un changement de logiciel ; la pénurie de soudeurs
title: [org] : bénéfice en hausse de [pct] %, à [profit] millions, au quatrième trimestre
title: Le chiffre d’affaires de [org] {dépasse|bat} les attentes, à [rev] milliards
title: L’appétit pour les [product] {réjouit|porte} les actionnaires de [org]
title: [p1.last] relève le dividende et {garde|confirme} ses prévisions
title: Pourquoi le premier employeur de [place] embauche de nouveau
lead: [org], {fabricant|spécialiste} de [product] {installé à|basé à} [place], a gagné [profit] millions au {dernier|quatrième} trimestre, soit [pct] % de plus qu’un an plus tôt, {a annoncé l’entreprise [day]|selon des chiffres publiés [day]}.
lead: De {bonnes|solides} ventes de [product] ont {porté|poussé} le chiffre d’affaires trimestriel de [org] à [rev] milliards, {mieux que prévu|au-delà des attentes}, {a-t-on appris [day]|montrent des résultats parus [day]}.
lead: Après {trois années maigres|une mauvaise passe}, [org] {repart|se redresse} : le bénéfice net a {bondi|grimpé} de [pct] %, à [profit] millions, d’octobre à décembre, {grâce aux|tiré par les} [product].
sales: Les ventes ont {atteint|touché} [rev] milliards ; {près de la moitié|plus d’un tiers} {vient|provient} d’une gamme, les [product].
sales: Les [rev] milliards de recettes doivent beaucoup {à une ligne|à un rayon}, les [product], surtout en {Scandinavie|Corée du Sud}{| et au Canada}.
sales: Le chiffre d’affaires s’est {élevé|établi} à [rev] milliards ; les commandes de [product] remplissent les carnets jusqu’en {septembre|novembre}.
cost: {Au passif|Moins réjouissant} : [cost] millions de surcoûts pour {une raison|un motif}, [trouble].
cost: [trouble.cap] : {ce revers a coûté|l’affaire a retranché} [cost] millions au résultat, a {admis|reconnu} le directeur financier, [p3].
cost: L’entreprise a {chiffré|évalué} à [cost] millions la note d’un accident, [trouble], et {n’en attend plus cette année|promet que c’est fini}.
outlook: [p1] a {confirmé|maintenu} l’objectif de {cinq à sept|quatre à six} pour cent de croissance et veut {embaucher|recruter} [jobs] personnes à [place].
outlook: Pour l’année, [p1] {voit|attend} "{plus de soleil que de nuages|ni miracle ni tempête}" ; [jobs] postes {seront créés|s’ouvriront} à l’usine de [place2].
outlook: [jobs] emplois {naîtront|s’ajouteront} à [place2], où {une deuxième ligne|un troisième hall} {démarre|entre en service} {en juin|avant l’hiver}.
share: Le titre a {pris|gagné} [move] %, {au plus haut depuis|du jamais-vu depuis} {l’été|mai}.
share: Les investisseurs ont {apprécié|applaudi} : [move] % de {hausse|gain} {à la clôture|à midi}.
share: En Bourse, l’action a {bondi|sauté} de [move] %, {en tête|plus que toute autre} de son secteur.
view: "{Des comptes propres|La vraie nouvelle est la marge}", a dit [p2], qui a {relevé|porté} son objectif {d’un dixième|à 84}.
view: [p2] a {averti|mis en garde} : l’épisode, [trouble], "{n’est peut-être pas la dernière surprise|peut se répéter à tout moment}".
dividend: Les actionnaires {toucheront|recevront} [div] par titre, {contre|après} [div2] {l’an passé|un an avant}.
dividend: Le conseil {proposera|propose} de verser [div] par action ; {la dernière fois c’était|l’exercice précédent avait donné} [div2].

@kind sanctions politics
role p1: chef de la diplomatie européenne | cheffe de la diplomatie européenne ; commissaire au Commerce | commissaire au Commerce
role p2: ministre des Affaires étrangères de [country] | ministre des Affaires étrangères de [country] ; ambassadeur de [country] | ambassadrice de [country]
org: Union européenne
list goods: moteurs de drones et lentilles optiques ; aluminium, contreplaqué et caviar ; terminaux de gaz liquéfié ; machines-outils et roulements ; pièces d’avion ; modems satellites ; métaux rares pour batteries ; pétroliers au propriétaire flou
list loophole: des sociétés écrans dans les ports francs ; des détours par le Golfe ; une banque à deux bureaux et quatre cents clients ; des chalutiers transportant du carburant ; des routiers aux doubles papiers ; de faux marchands de jouets
title: L’UE adopte un [num.ord] paquet de sanctions contre [country]
title: [num.ord] paquet de sanctions : [people] noms sur la liste noire
title: [p2.last] {raille|promet de répondre à} ces nouvelles mesures européennes
title: Bruxelles vise un trafic : [goods]
title: Comment {les négociants|les contrebandiers} contournent l’embargo et ce qui va changer
lead: Les ambassadeurs de l’Union européenne ont {approuvé|adopté} [day] un [num.ord] paquet de sanctions contre [country], {ajoutant|inscrivant} [people] personnes et [firms] sociétés sur la liste noire.
lead: Après {des semaines de marchandage|une nuit de pourparlers}, les Vingt-Sept ont {serré les rangs|trouvé un accord} [day] : la [num.ord] série de mesures contre [country] {frappe|touche} plusieurs biens, [goods].
lead: [people] responsables et officiers, [firms] entreprises, un commerce de [value] millions d’euros par an : {voilà la portée|telle est l’étendue} du [num.ord] paquet de sanctions {scellé|arrêté} [day] par l’UE.
who: Sur la liste {figurent|se trouvent} {des juges|des généraux}, {deux présentateurs de télévision|le propriétaire d’un chantier naval} et {le frère|un cousin} du {président|maître-espion}, {disent des diplomates|selon des personnes ayant lu le texte}.
who: Les [people] nouveaux {inscrits|visés} ne peuvent plus {entrer dans l’Union|voyager dans le bloc} et leurs {comptes|avoirs} sont {gelés|bloqués} ; {il en va de même pour|idem pour} [firms] sociétés.
who: Sur les [firms] entreprises {citées|concernées}, [third] {siègent|sont} dans des pays tiers, {une première|un tabou jusqu’ici}.
trade: Le commerce de certains biens, [goods], est {interdit|banni} ; {l’an passé|l’année dernière}, il {pesait|valait} [value] millions d’euros.
trade: Le {cœur|noyau} du paquet est un embargo : [goods], un négoce de [value] millions d’euros.
trade: Dès {le mois prochain|le 1er avril}, nul dans l’Union ne pourra {livrer|vendre} ce que vise l’annexe, [goods], soit [value] millions {par an|annuels}.
loop: Bruxelles veut aussi {fermer|tarir} une voie : [loophole].
loop: [loophole.cap] : {c’est ainsi que|voilà comment} les séries précédentes {furent vidées de leur sens|prirent l’eau}, a {concédé un diplomate|reconnu un fonctionnaire}, d’où {de nouveaux pouvoirs pour les douanes|plus de droits pour les ports}.
veto: Un État membre avait {bloqué|retenu} l’accord {onze jours|jusqu’au bout} pour {obtenir|arracher} une exception en faveur d’{une raffinerie|un oléoduc} à [place].
veto: Ce qui a {débloqué|sauvé} l’accord, c’est une exception pour {le combustible nucléaire|une aciérie} à [place], a dit [p1].
veto: La résistance de deux capitales a {fondu|cédé} quand {une clause|une note} sur {une usine d’engrais|le sucre} à [place] fut {ajoutée|insérée}.
answer: [p2] a {dénoncé|fustigé} "{un vandalisme économique|une lettre morte}" et {annoncé|promis} une réplique {sous peu|avant dimanche}.
answer: "{Nous avons appris à vivre sans eux|Ils se blessent d’abord eux-mêmes}", a {lancé|déclaré} [p2] à la télévision d’État.
next: Les mesures {entrent|entreront} en vigueur à leur parution au Journal officiel, {sans doute|probablement} {vendredi|avant le week-end}.
next: Les capitales doivent {signer|ratifier} par écrit ; personne ne {craint|prévoit} de mauvaise surprise.

@kind flood disaster
role p1: président de région | présidente de région ; directeur de l’agence de l’eau | directrice de l’agence de l’eau
role p2: chef des pompiers | cheffe des pompiers ; sous-préfet | sous-préfète
org: Service hydrologique de [region]
list building: un manège équestre ; les archives municipales en sous-sol ; un atelier de facteur d’orgues ; deux maisons de retraite ; les jardins ouvriers de la brasserie ; une papeterie ; la coopérative viticole ; un camping rempli de retraités
list cause: une vanne coincée à moitié ouverte ; trois jours de pluie sur un sol gelé ; des troncs amassés contre le barrage ; une digue minée par les ragondins ; une fonte des neiges trop rapide ; un vieux barrage dont nul n’avait la charge
title: La [river] déborde, [evac] personnes {évacuées|chassées de chez elles}
title: [place] sous l’eau : la [river] {atteint|monte à} [level] mètres
title: {Sacs de sable et soupe|Des barques dans la grand-rue} : une nuit au bord de la [river]
title: [p1.last] {promet|annonce} une aide rapide à la [region] inondée
title: Colère à [place] après la crue : [cause]
lead: La [river] est {sortie de son lit|montée par-dessus ses berges} [day] à [place] et a {chassé|délogé} [evac] personnes ; [dead] {sont mortes|sont portées disparues et sans doute mortes}.
lead: L’eau {brune|boueuse} arrivait [day] {à la taille|aux fenêtres} dans les rues de [place] après que la [river] a atteint [level] mètres, {plus que jamais|une hauteur oubliée de tous} ; [evac] habitants {ont dû partir|furent mis à l’abri}.
lead: [dead] personnes {ont péri|ont perdu la vie} et [evac] ont été {évacuées|conduites sur les hauteurs} en [region], où la [river] a {marqué|touché} [level] mètres [day].
gauge: L’échelle de [place2] {indiquait|affichait} [level] mètres à [clock], selon le [org] ; {d’ordinaire|en cette saison} c’est {deux|moins de trois}.
gauge: À [clock], le [org] a {mesuré|relevé} [level] mètres à [place2] ; depuis, la rivière {baisse|descend} {d’une paume|de quatre centimètres} par heure.
gauge: "[level] mètres, {aucun modèle ne le prévoyait|c’est hors d’échelle}", a {dit une hydrologue|admis un ingénieur} du [org].
why: La catastrophe a {commencé|débuté} par {un détail|peu de chose}, [cause], a {expliqué|dit} [p2].
why: Les experts {désignent|avancent} une {cause|origine} : [cause]. {Le parquet|Une commission} {dira|devra établir} {qui savait|ce qui a failli}.
why: Sans {cela|cette faille}, [cause], "{la moitié serait au sec|presque tout aurait été sauvé}", {assure|soutient} [p2].
loss: {La boue|L’eau} a {ravagé|envahi} [homes] maisons et [building] ; {les assureurs|la chambre de commerce} {chiffrent|évaluent} les dégâts à [value] millions.
loss: [homes] logements et [building] {ont été noyés|sont inondés}, pour des dégâts {provisoirement|d’abord} {estimés|évalués} à [value] millions.
loss: Le plus {touché|atteint} fut [building] ; au total, [homes] bâtiments sont {abîmés|sinistrés} et la note {pourrait atteindre|approchera} [value] millions.
rescue: [crew] {pompiers|secouristes} et [boats] barques ont {sorti|ramené} des gens des étages ; {un homme|un fermier} {refusait de partir|ne voulait pas bouger} sans ses {chèvres|pigeons}.
rescue: {Toute la nuit|Jusqu’à l’aube}, [boats] barques sont {allées|passées} de maison en maison pendant que [crew] bénévoles {remplissaient|empilaient} des sacs.
rescue: [crew] personnes sont {mobilisées|à l’œuvre}, avec [boats] barques et un hélicoptère qui a {hissé|sauvé} {une factrice|deux pêcheurs} d’{un toit|un arbre}.
voice: "{Mon piano est passé en flottant|Le congélateur dansait dans le couloir}", a dit [p3], {après trente ans au bord de l’eau|de la boue aux genoux}.
voice: [p3] a {sauvé|sorti} {les albums photo|la robe de mariée} et presque rien d’autre. "{Tout sent le gazole|On ne lutte pas contre l’eau}", dit [p3.last].
aid: [p1] a {annoncé|promis} [aid] millions d’aide {immédiate|d’urgence}, {sans formulaire|sans condition de revenus}.
aid: La région a {débloqué|voté} [aid] millions pour les {sinistrés|victimes}, {mais|alors que} les maires {parlent d’une goutte d’eau|jugent cela trop peu}.
warn: En aval, [place2] {se prépare|s’arme} pour la crue, {attendue|prévue} {dans la nuit|au matin} ; les écoles {restent|resteront} fermées.
warn: {Le danger demeure|Pas de répit} : {un nouveau front|encore de la pluie} {arrive|est annoncé} {ce week-end|jeudi}.

@kind wildfire disaster
role p1: commandant des pompiers | commandante des pompiers ; chef du service forestier | cheffe du service forestier
role p2: ministre de l’Environnement | ministre de l’Environnement ; gouverneur de région | gouverneure de région
org: Service forestier de [region]
list cause: des étincelles de moissonneuse ; un barbecue mal éteint par des randonneurs ; une ligne électrique surchargée près de la carrière ; un bus en feu sur la rocade ; des fusées de mariage ; un cultivateur brûlant des broussailles malgré l’interdiction
list threat: un monastère et ses parchemins ; le radiotélescope de la crête ; un centre d’élevage de vautours ; les chênes-lièges d’une coopérative ; un dépôt de munitions ; les studios de cinéma ; une harde de poneys sauvages ; un village de vacances en mélèze
title: L’incendie de [place] {détruit|ravage} [ha] hectares
title: {Des milliers d’habitants|[evac] personnes} fuient les flammes près de [place]
title: Sauvés par le vent : [threat]
title: Fumée sur la région [region] : [crew] pompiers engagés
title: Incendie de [region] : la piste d’une imprudence, [cause]
lead: Un feu {attisé|poussé} par un vent {chaud|violent} a {brûlé|dévoré} [ha] hectares de {pins et de garrigue|forêt} près de [place] depuis [day], {chassant|obligeant au départ} [evac] personnes.
lead: {Plus de|Près de} [crew] pompiers {luttaient|peinaient} [day] pour tenir les flammes loin de [place], où [evac] habitants {ont été évacués|avaient reçu l’ordre de partir}.
lead: Le feu {est arrivé|s’est avancé} [day] à deux kilomètres de [place] ; [ha] hectares {sont en cendres|ont brûlé} et [evac] personnes {ont quitté|ont dû laisser} leur maison.
area: Le [org] a {évalué|chiffré} la surface brûlée à [ha] hectares, {dont un tiers|dont la moitié} {en réserve naturelle|d’espace protégé}.
area: {Par satellite|À l’aide de drones}, le [org] a {mesuré|cartographié} [ha] hectares de terre {noire|calcinée}.
area: [ha] hectares ont {disparu|péri}, qui avaient mis {quatre-vingts|soixante} ans à pousser, {rappelle|note} le [org].
crew: [crew] pompiers, [planes] avions et {deux douzaines|une vingtaine} d’engins {étaient engagés|ont travaillé} ; {onze|quatre} personnes ont {respiré trop de fumée|été soignées pour la fumée}.
crew: [planes] appareils {puisaient|écopaient} dans le lac de [place2] pendant que [crew] personnes {ouvraient|creusaient} des pare-feu {à la tronçonneuse|à la main}.
crew: Au sol, [crew] {femmes et hommes|pompiers} se relaient toutes les douze heures, [planes] avions {au-dessus d’eux|en vol jusqu’au soir}.
cause: {Les enquêteurs|La police} {croient|pensent} connaître {l’origine|la cause} : [cause].
cause: La piste {mène|conduit} à {une cause banale|une imprudence}, {dit la procureure|selon un porte-parole} : [cause].
cause: [p2] a parlé d’"{une légèreté impardonnable|un désastre signé}" {en apprenant|quand on sut} ce qui {était en cause|avait tout déclenché} : [cause].
threat: Un lieu {inquiète|préoccupe} surtout, [threat], à {un kilomètre|un quart d’heure à pied} {du front|des flammes}.
threat: Les équipes ont {arrosé|mouillé} {toute la nuit|à la mousse} les pentes où {se trouve|se tient} [threat].
threat: À midi, [threat] {semblait perdu|paraissait condamné}, a dit [p1], puis le vent a {tourné|faibli}.
voice: "{Le ciel était orange et les oiseaux partis|Il pleuvait de la cendre sur le linge}", a dit [p3], {deux valises à la main|en chargeant la voiture}.
voice: [p3] est resté[p3.e] jusqu’au bout pour {arroser le toit|lâcher les brebis}. "{On l’entend avant de le voir|Ça gronde comme une cascade}", dit [p3.last].
road: La route de [place] à [place2] est {coupée|fermée}, {les trains|les cars} ne circulent plus et {dans trois villages|par endroits} {le courant manque|la lumière s’est éteinte}.
road: Les conducteurs sont {priés|invités} à éviter l’axe de [place2] ; la visibilité y {est inférieure|tombe} à cinquante mètres.
hope: [p1] {espère|pense} cerner le feu {demain soir|en deux jours} si l’humidité {remonte|dépasse quarante pour cent}.
hope: Le feu était {maîtrisé|fixé} à [contained] % {dans la soirée|au dernier point}, a dit [p1] : "{Je ne promets rien de plus|Ce n’est pas rien}."

@kind crash disaster
role p1: ministre des Transports | ministre des Transports ; secrétaire d’État aux Transports | secrétaire d’État aux Transports
role p2: porte-parole de la police | porte-parole de la police ; procureur | procureure
org: Chemins de fer de [region] ; Compagnie Transversale ; Rail du Nord-Ouest
list obstacle: un camion de gravier sur le passage à niveau ; une vache égarée sur la voie ; un rail tordu par la chaleur ; un wagon de betteraves à la dérive ; une flèche de grue tombée ; un aiguillage mal placé ; un rocher détaché par la pluie ; une draisine que nul n’avait signalée
list load: un orchestre scolaire en tournée ; des infirmières au retour d’une nuit de garde ; des supporteurs d’un club de troisième division ; une équipe de maçons portugais ; des cadets en permission ; des pèlerins munis de cierges ; des délégués d’un congrès d’apiculteurs ; des familles en route pour le zoo
title: Un train {déraille|s’écrase} près de [place] : [dead] morts, [hurt] blessés
title: [dead] tués dans l’accident d’un express {aux abords|près} de [place]
title: "La voiture s’est pliée" : les rescapés de [place] {parlent|racontent}
title: [p1.last] ordonne un audit de [org] après l’accident
title: Était-ce [obstacle] ? La quête d’une cause
lead: [dead] personnes sont mortes et [hurt] ont été blessées quand un train {régional|de voyageurs} a déraillé [day] près de [place], {selon la police|a annoncé la police}.
lead: Un train de [org] et ses [aboard] voyageurs ont {heurté|percuté} [day] un obstacle près de [place], [obstacle] ; [dead] {ont péri|n’ont pas survécu} et [hurt] ont été {hospitalisés|conduits à l’hôpital}.
lead: {Tôle tordue|Sièges arrachés}, {cartables d’enfants|bagages épars}, silence : un train avec [aboard] personnes {s’est couché|est sorti des rails} [day] à [place], et [dead] d’entre elles sont mortes.
speed: Le train {roulait|filait} à [speed] kilomètres à l’heure quand a surgi [obstacle], {d’après la boîte noire|révèlent les enregistrements}.
speed: La boîte noire {indique|montre} [speed] kilomètres à l’heure ; la limite {y est|sur ce tronçon est} de [limit].
speed: À [speed] kilomètres à l’heure, le conducteur {avait|disposait de} quatre secondes pour freiner devant l’obstacle, [obstacle], {calcule un expert|dit l’exploitant}.
who: {À bord|Parmi les [aboard] voyageurs} se trouvaient [load].
who: La {deuxième|dernière} voiture, où {étaient assis|avaient pris place} [load], {fut la plus touchée|a dévalé le talus}.
who: La voiture de {tête|queue} transportait [load] ; {les proches|les familles} sont {reçus|accueillis} dans une salle de [place2].
help: Les {pompiers|sauveteurs} ont {travaillé|mis} cinq heures, {à la pince|sous les projecteurs}, pour {dégager|atteindre} les derniers coincés ; {huit|six} hélicoptères ont {gagné|transporté des blessés à} [place2].
help: Les hôpitaux de [place2] ont {rappelé|convoqué} {tous les chirurgiens|du personnel en congé} ; [hurt] personnes ont été {soignées|prises en charge}, {neuf|sept} entre la vie et la mort.
voice: "{Un choc, puis du sable et du verre partout|Je me suis accroché au manteau d’un inconnu}", a dit [p3], {de la voiture-restaurant|sorti[p3.e] par une fenêtre}.
voice: [p3] {habite|a un jardin} près de la voie et fut {vite|parmi les premiers} sur place. "{Quelqu’un me demandait l’heure sans cesse|Des portes nous servaient de brancards}", {raconte|dit} [p3.last].
probe: [p2] a {confirmé|indiqué} la saisie {de téléphones et carnets|des relevés du poste d’aiguillage} ; {le conducteur|le régulateur} est {entendu|en état de choc}.
probe: Une enquête {pour homicide involontaire|contre X} est {ouverte|en cours}, a {confirmé|précisé} [p2].
probe: Il est {trop tôt|prématuré} pour {désigner un coupable|accuser}, a dit [p2], {mais un élément a joué|même si un facteur compte} : [obstacle].
line: La ligne de [place] à [place2] sera {coupée|fermée} {dix jours|deux semaines} ; [org] {affrète|met en place} des cars.
line: [org] a {suspendu|annulé} les trains vers [place2] et {ouvert un numéro d’appel|installé une cellule d’accueil} ; {sa licence|la concession} {vacille|est en question}.
politics: [p1] s’est rendu[p1.e] sur place {le soir|à midi} et a parlé d’"{un jour noir|une plaie pour la région}" ; {drapeaux en berne|théâtres fermés}.
politics: {L’opposition|Le syndicat} a {rappelé|cité} {un audit|un rapport} {d’il y a trois ans|de 2022} qui {critiquait|mettait en cause} [faults] {signaux|passages à niveau} de [org].

@kind verdict justice
role p1: ancien maire de [place] | ancienne maire de [place] ; ex-banquier | ex-banquière ; promoteur | promotrice ; ancien directeur d’hôpital | ancienne directrice d’hôpital
role p2: président du tribunal | présidente du tribunal ; procureur général | procureure générale
org: tribunal de [region] ; palais de justice de [place2]
list scheme: des factures de gravier jamais livré ; des pots-de-vin dans des caisses de vin ; une crèche qui n’existait que sur le papier ; des marchés truqués de réverbères ; des prêts à la société d’un mort ; de fausses heures d’ambulance ; des terres achetées une semaine avant leur reclassement ; des aides à des oliviers sur un parking
list proof: un carnet trouvé dans un congélateur ; les messages vocaux d’une comptable éconduite ; les tickets de vestiaire d’un casino ; le registre d’un marchand de perroquets ; le disque dur d’un photocopieur cassé ; le carnet d’un chauffeur
title: [p1.name] condamné[p1.e] à [years] ans de prison
title: Corruption : le tribunal condamne {un notable|une figure locale} pour [scheme]
title: [years] ans pour {fraude|corruption} : [place] et son {étoile déchue|protecteur tombé}
title: [p1.last] fera appel, dit la défense
title: La preuve qui a tout fait basculer : [proof]
lead: Le verdict est tombé au [org] [day] : [years] ans de prison pour [p1], coupable de {fraude|détournement} et de {corruption|prise illégale d’intérêts}, {au cœur du dossier|l’affaire tenant à un procédé} : [scheme].
lead: Coupable sur [counts] {chefs|points}, [years] ans {derrière les barreaux|de prison} : la justice ([org]) a {jugé|estimé} [day] que [p1] avait {enrichi ses amis|tiré profit d’un système} par un moyen, [scheme].
lead: [p1] ira en prison [years] ans, a {décidé|tranché} la justice [day] ([org]) après {un procès|des audiences} de [days] jours.
sum: L’accusation {fixait|évaluait} à [sum] millions le préjudice pour {le contribuable|les caisses publiques} ; {le tribunal la suit presque|les juges ont retenu l’essentiel}.
sum: Au total, [sum] millions se sont {évaporés|perdus}, {pour bonne part|souvent} par [scheme].
sum: Des [sum] millions {en cause|manquants}, {pas même un dixième|une fraction seulement} {fut retrouvé|a reparu}, {sur un compte|dans une banque} de [place2].
proof: La pièce {maîtresse|décisive} fut [proof].
proof: [proof.cap] : {cela a convaincu|voilà qui a emporté} le tribunal ; la défense avait {en vain|sans succès} {demandé le rejet|protesté}.
proof: C’est [proof] qui {mit|avait mis} les policiers sur la piste il y a {quatre|trois} ans.
judge: "{Vous avez traité la ville comme votre bourse|L’avidité avait un visage aimable}", a {dit|lancé} [p2] à un banc des accusés {muet|impassible}.
judge: Dans ses {motifs|attendus}, [p2] a décrit "{un système de faveurs|un lent empoisonnement de la confiance}" qui dura {huit|six} ans.
judge: [p2] a {mis|passé} {trois|deux} heures à lire {l’arrêt|le jugement} ; au bout, les [counts] chefs {tenaient|restaient} tous.
defence: La défense {fera appel|annonce un appel} ; l’avocat [p3] {juge|trouve} la peine {démesurée|politique}.
defence: "{Rendez-vous à l’étage supérieur|Ce n’est pas fini}", a dit maître [p3], qui plaidait {la relaxe|le sursis}.
crowd: Devant le palais, {quelques dizaines de personnes|d’anciens salariés} ont {applaudi|sifflé} au {départ|passage} du fourgon.
crowd: Sur les bancs, {des retraités|d’ex-collègues} {écoutaient|regardaient} {en silence|bras croisés} ; {une femme a pleuré|un homme en fauteuil a crié "honte"}.
others: Deux {coprévenus|complices} ont {reçu|obtenu} du sursis, un troisième {est relaxé|sort libre}.
others: {Un beau-frère|La secrétaire} {s’en tire|s’en sort} avec [fine] euros d’amende ; {trois autres|d’autres} attendent leur procès.
history: L’affaire a {éclaté|surgi} quand {un auditeur|une stagiaire} a {vu|relevé} {des signatures identiques|des sommes trop rondes} dans les dossiers de [place].
history: Pendant {dix ans|des années}, [p1.last] fut à [place] {la porte où frapper|le vrai pouvoir} ; {une école|un gymnase} {porte encore|garde} ce nom.

@kind strike economy
role p1: chef de file syndical | cheffe de file syndicale ; négociateur du syndicat | négociatrice du syndicat
role p2: chef du personnel de [org2] | cheffe du personnel de [org2] ; porte-parole de [org2] | porte-parole de [org2]
org: Syndicat uni des travailleurs ; Union des services ; Fédération ouvrière de [region]
list branch: marins des ferries ; bagagistes ; agents de nettoyage des hôpitaux ; conducteurs de tramway ; grutiers du port ; ouvriers boulangers ; gardiens de prison ; éclusiers ; trieurs de courrier ; ouvriers sucriers
list chaos: la salade a pourri dans les conteneurs ; les voyageurs ont partagé des taxis avec des inconnus ; un paquebot a dû mouiller au large ; des noces se sont passées de gâteau ; des opérations ont été remises ; le courrier s’est entassé dans des gymnases ; du lait a été versé dans les champs ; des touristes ont dormi sur des lits pliants
title: La grève des [branch] paralyse [place]
title: Salaires : les [branch] débrayent et [chaos]
title: [org2] {propose|offre} [offer] %, le syndicat veut [pct] %
title: Pas d’issue en vue {au conflit|à la grève} de [region]
title: [p1.last] menace d’{élargir|étendre} le mouvement
lead: {Quelque|Environ} [staff] [branch] ont {cessé|arrêté} le travail à [place] [day] pour {réclamer|exiger} [pct] % de plus.
lead: {Rien ne bouge|Peu de choses marchent} à [place] : une grève de [staff] [branch] a {commencé|débuté} [day] après {l’échec|la rupture} des discussions avec [org2].
lead: Parce que [staff] [branch] ont {débrayé|posé les outils} [day], [chaos] à [place] et {alentour|dans les environs}.
demand: Le mouvement, mené par la centrale [org], {demande|exige} [pct] % et {une semaine plus courte|deux jours de repos} ; [org2] {a mis|a posé} [offer] % sur la table.
demand: [pct] %, {c’est la demande|voilà ce que veut la base} ; [offer] %, {l’offre|la réponse} ; entre les deux, {rien|un gouffre}, a dit [p1].
demand: Entre les [offer] % de la direction et les [pct] % du syndicat {s’ouvre|reste} un fossé que {deux|trois} {nuits|séances} n’ont pas comblé.
chaos: Près de [place2], [chaos], {dit un agent du port|selon la chambre de commerce}.
chaos: Les effets se sont {vus|sentis} {en quelques heures|dès midi} : [chaos] à [place2].
chaos: {L’après-midi|Le premier jour}, [chaos], et {des magasins|des stations-service} de [place2] {avaient des files|montraient des rayons vides}.
boss: [p2] a {qualifié|traité} la grève de "{disproportionnée|pari avec l’argent d’autrui}" et {chiffré|évalué} la perte à [value] millions par jour.
boss: "{On ne paie pas ce qu’on ne gagne pas|La porte est ouverte}", a dit [p2] ; chaque journée {coûte|prend} [value] millions.
boss: L’entreprise {perd|laisse} [value] millions par jour, a dit [p2], {laissant entendre|ajoutant} que {des intérimaires|des remplaçants} {seraient appelés|sont prêts}.
picket: Devant {la grille|l’entrée}, [p3] {nourrissait|gardait} le feu d’un bidon. "{Je gagne moins que mon père|Le loyer payé, il ne reste rien}", dit [p3.last].
picket: "{On ne demande pas la lune|Les bravos ne remplissent pas le frigo}", a dit [p3], {drapeau sur les épaules|au piquet depuis quatre heures}.
law: Un juge a {rejeté|écarté} {la veille|quelques heures avant} {une requête|le recours} de [org2].
law: [org2] a {saisi le tribunal|plaidé} {en vain|sans fruit} : un préavis de [notice] heures {suffit|est régulier}, ont {dit|estimé} les juges.
vote: Consultés, [ballot] % des adhérents avaient {voté|opté} pour l’arrêt de travail.
vote: Le soutien est {solide|large} : [ballot] % ont {dit oui|approuvé} {il y a deux semaines|le mois dernier}.
next: {Des médiateurs|Une juge retraitée} {réuniront|doit réunir} les parties {jeudi|lundi} à [place2].
next: [p1] n’{exclut|écarte} pas {une trêve|une pause} si [org2] {améliore|relève} son offre {d’ici dimanche|par écrit}.

@kind takeover economy
role p1: patron de [org] | patronne de [org]
role p2: président de [org2] | présidente de [org2] ; fondateur de [org2] | fondatrice de [org2]
org: [company]
list product: optiques de phare ; engrais bio ; logiciels de billetterie ; freins ferroviaires ; assurances pour animaux ; fibres optiques ; sirops contre la toux ; parkings ; manuels scolaires ; réducteurs d’éoliennes
list condition: la vente de dix-neuf stations-service ; une garantie d’emploi jusqu’à la fin de la décennie ; le feu vert de la concurrence ; l’accord d’une veuve à minorité de blocage ; le maintien de la marque dix ans ; la dépollution de l’ancienne tannerie
title: [org] rachète [org2] pour [value] milliards
title: {Offre|Chèque} de [value] milliards : [org] s’attaque à son rival [org2]
title: Chez [org2], la peur pour [jobs] emplois après {le rachat|la vente}
title: [p2.last] {explique|défend} la vente : "{Mieux vaut un bon foyer qu’une lente fin|Nous étions trop petits}"
title: Le prix de [org2] {divise|intrigue} les investisseurs
lead: [org] {rachète|va reprendre} [org2], {spécialiste|fabricant} de [product], pour [value] milliards, ont {annoncé|déclaré} les deux sociétés [day].
lead: {L’affaire dont on parlait est faite|C’est la plus grande fusion de l’année du secteur} : [org] paie [value] milliards pour [org2], {connu pour|fort dans} ses [product], {selon un communiqué de [day]|a-t-on appris [day]}.
lead: Pour [value] milliards, {la familiale|la jadis fière} maison [org2] {passe|va} à son concurrent [org], qui {devient|se hisse au rang de} {numéro deux|leader} des [product].
price: Les porteurs de [org2] {touchent|reçoivent} [premium] % de plus que le {dernier|précédent} cours, {en numéraire|aux deux tiers en numéraire}.
price: L’offre {comporte|représente} une prime de [premium] % ; le titre [org2] a {sauté|bondi} de [move] % {aussitôt|en réaction}.
price: Avec [premium] % de prime, le prix est "{élevé mais juste|plein}", a dit {un banquier|un proche du dossier}.
cond: L’accord {tient|dépend} à une condition près : [condition].
cond: {Avant que l’encre sèche|Il manque une chose}, {rappellent les avocats|préviennent les conseils} : [condition].
cond: [condition.cap] {figure au contrat|fut le dernier obstacle}, a dit [p1].
jobs: {Les syndicats|Les élus du personnel} {craignent|redoutent} la perte de [jobs] emplois, {surtout|presque tous} à [place], où [org2] {a son siège|naquit dans une remise}.
jobs: Sur les [staff] salariés de [org2], [jobs] travaillent à [place] ; {le comité|l’équipe} l’a {su|appris} {par la radio|par courriel}.
jobs: À [place], [jobs] personnes vivent d’un métier, les [product] ; [p1] leur a {promis|assuré} {de vive voix|par lettre} que {nul site ne fermera|rien ne changera d’un jour à l’autre}.
seller: [p2] {garde|conserve} un siège au conseil. "{J’ai pleuré, puis signé|Les parents doivent lâcher}", a {dit|résumé} [p2.last].
seller: "{Les petits-enfants ne voulaient pas|Seuls, on nous aurait écrasés}", a dit [p2], après avoir {refusé|éconduit} {deux|trois} {offres|prétendants}.
synergy: [org] {attend|espère} [cost] millions d’économies par an {dans les achats|grâce aux entrepôts} et {la logistique|l’informatique}.
synergy: {Sont prévues|On évoque} des synergies de [cost] millions {annuels|par an} dès le troisième exercice.
doubt: {L’analyste|Le gérant} [p3] {doute|reste froid} : "{Deux chevaux boiteux ne font pas un pur-sang|D’autres ont déjà trop payé ici}."
doubt: [p3], {qui suit le secteur|analyste}, {voit|décrit} "{un mariage de raison|un coup défensif}" et doute {du calendrier|des économies}.
date: L’opération {doit se conclure|se fera} {au troisième trimestre|à l’automne} ; {d’ici là|en attendant}, {chacun reste rival|on demeure séparé}.
date: Les autorités de {quatre|six} pays doivent {dire oui|approuver} ; [p1] {y compte|l’espère} {pour septembre|avant la fin de l’année}.

@kind resignation politics
role p1: ministre de l’Agriculture | ministre de l’Agriculture ; ministre de l’Intérieur | ministre de l’Intérieur ; ministre de la Culture | ministre de la Culture ; ministre de la Santé | ministre de la Santé ; ministre de la Défense | ministre de la Défense
role p2: chef du gouvernement de [region] | cheffe du gouvernement de [region] ; Premier ministre | Première ministre
org: Alliance civique ; Parti du progrès ; Union rurale ; Nouveau Centre
list scandal: des nuits gratuites dans un hôtel thermal ; une thèse aux chapitres empruntés ; des contrats pour l’imprimerie d’un frère ; une chasse payée par un cimentier ; l’écoute de deux journalistes ; des masques à neuf fois leur prix ; une retraite secrète ; une villa au nom du chauffeur
list paper: une photo prise au bar de l’hôtel ; un audit divulgué ; le journal d’une ancienne conseillère ; une facture de truffes ; un enregistrement fait dans un ascenseur ; un courriel mal adressé
title: [p1.name] démissionne : en cause, [scandal]
title: [p1.name] s’en va après des {jours|semaines} de pression
title: Après [p1.last], [p2.last] cherche {un successeur|la relève}
title: "J’ai commis des erreurs" : la chute {d’un talent politique|d’une promesse}
title: L’opposition {exige|réclame} des élections en [region]
lead: [p1] a {démissionné|quitté son poste} [day], {emporté par|à cause d’}une affaire, [scandal], a {confirmé|annoncé} le gouvernement.
lead: Après {neuf|onze} jours de {démentis|gros titres}, [p1] a {renoncé|jeté l’éponge} [day] : {le scandale|l’histoire}, [scandal], était {un poids trop lourd|devenu intenable pour la coalition}.
lead: En une déclaration de {deux minutes à peine|quatre phrases}, [p1] a {dit|annoncé} [day] qu’{il fallait partir|on devait protéger la fonction}. {En cause|Motif} : [scandal].
paper: Le {tournant|coup de grâce} fut [paper], que {publia|révéla} {la veille|le week-end} {un magazine|un journal local}.
paper: [paper.cap] {contredisait|démentait} {les propos d’avant|ce qu’on avait dit au Parlement}.
paper: Jusqu’à ce que {paraisse|surgisse} [paper], {presque personne|peu de gens} à [org] n’avait de doute.
money: Il s’agit de [sum] mille euros, {remboursés depuis|jamais déclarés}.
money: La Cour des comptes {retient|a trouvé} [sum] mille euros {en jeu|rangés sous "divers"}.
money: {Le litige porte|On se dispute} sur [sum] mille euros, {une broutille|peu} {face à|à côté de} la perte de {confiance|crédit}, dit {un ancien du parti|une députée}.
chief: [p2] a {accepté|reçu} la démission "{avec respect|avec regret}" et {nommera|veut nommer} un remplaçant {d’ici vendredi|sous peu}.
chief: [p2] {soutenait encore|défendait} son ministre {le matin|dimanche} ; {le soir|à la nuit}, {il ne restait que des mercis|le ton avait changé}.
chief: "{Nul n’est au-dessus des règles|C’était inévitable}", a {dit|noté} [p2], {l’air las|sans prendre de questions}.
rival: Pour l’opposition, [p3] a {parlé|évoqué} "{d’une lucidité tardive|de la pointe de l’iceberg}" et {demandé|exigé} {une enquête|une séance extraordinaire}.
rival: Cela ne {suffit|convient} pas à [p3], de l’opposition : "{Tout le cabinet sent cela.|Qui d’autre savait ?}"
seats: Le parti au pouvoir, [org], ne gouverne qu’avec [majority] sièges d’avance, {chaque voix compte|toute défection est un péril}.
seats: La coalition {devance|précède} ses rivaux de [majority] voix ; {deux|trois} députés {hésitent|annoncent s’abstenir}.
career: [p1.last] est {venu[p1.e]|arrivé[p1.e]} à la politique par {une école de village|une chorale|un cabinet vétérinaire}, a {vite monté|gravi les marches} et passait pour {l’avenir du parti|un espoir}.
career: Avant {l’affaire|le scandale}, [p1.last] avait fait voter une loi {sur les cantines|sur les rivières} que {même les rivaux saluent|l’on cite en exemple}.
poll: Dans un sondage, [poll] % {voulaient|demandaient} {le départ|la démission}.
poll: L’humeur était {claire|tournée} : [poll] % des sondés {souhaitaient un retrait|ne voyaient plus d’avenir}.

@kind cyberattack justice
role p1: directeur informatique | directrice informatique ; gestionnaire de crise | gestionnaire de crise
role p2: enquêteur en cybercriminalité | enquêtrice en cybercriminalité ; commissaire aux données | commissaire aux données
org: la Clinique centrale de [region] ; la mairie de [place] ; la Régie des eaux de [region] ; l’université de [place]
list service: la paie et les caisses de la cantine ; les rendez-vous de dialyse ; les parcmètres ; l’état civil et les mariages ; les prêts de la bibliothèque ; les tournées de collecte des ordures ; les résultats du laboratoire ; les panneaux du tramway
list entry: une facture qui n’en était pas une ; un serveur de fax oublié ; le mot de passe d’un concierge retraité ; une machine à café trafiquée ; une clé trouvée sur le parking ; un système de serrures sans correctif
title: Des pirates {paralysent|bloquent} [org] et {réclament|veulent} [ransom] millions
title: Les données de [records] personnes {volées|copiées} lors de l’attaque de [org]
title: [gang] {revendique|s’attribue} la cyberattaque de [place]
title: Retour au papier et au stylo : [place] après le piratage
title: [p2.last] met en garde contre {des imitateurs|d’autres attaques}
lead: Des pirates ont {bloqué|mis hors service} les ordinateurs de [org] et {volé|copié} les données de [records] personnes, {a-t-on appris|a-t-on annoncé} [day].
lead: {Les écrans sont noirs|Plus rien ne marche} à [org] depuis [day] : des malfaiteurs nommés [gang] ont chiffré les serveurs et {veulent|exigent} [ransom] millions {en monnaie numérique|contre la clé}.
lead: Un groupe appelé [gang] a {pénétré|forcé} le réseau de [org] et menace de publier {les dossiers|les fiches} de [records] personnes, {a-t-on su|apprenait-on} [day].
down: Sont {touchés|hors service} [service] ; le personnel {écrit|travaille} {au crayon|sur papier carbone}.
down: D’abord ont {lâché|flanché} [service], {une heure après|puis} {le téléphone|la messagerie}.
down: Il faudra {dix jours|des semaines} pour que [service] {marchent|tournent} comme avant, a dit [p1].
entry: Les intrus sont {entrés|passés} par {une voie banale|un oubli}, {croient les experts|selon les spécialistes} : [entry].
entry: La porte, ce fut [entry], a {expliqué|résumé} [p2].
entry: [entry.cap] a {suffi|permis} {à tromper|de franchir} {deux pare-feu|toutes les barrières}, dit {un rapport|un message} interne.
data: {Noms, adresses et|Adresses et} {coordonnées bancaires|notes médicales} de [records] personnes sont {aux mains d’inconnus|dans la nature}.
data: [records] {intéressés|personnes} {recevront|auront} une lettre ; les {dossiers|fichiers} {remontent|datent parfois} de {1998|2004}.
data: {Des extraits|Un premier lot} {ont paru|circulent} en ligne ; [p2] les {croit|juge} vrais, et ils touchent [records] personnes.
pay: La rançon de [ransom] millions ne sera pas {payée|versée}, a {insisté|dit} [p1].
pay: "{On ne négocie pas avec des voleurs|Pas un centime}", a dit [p1] des [ransom] millions.
pay: Paiera-t-on les [ransom] millions ? {Nul ne le dit|La question reste ouverte} ; la police {le déconseille|appelle à la fermeté}.
gang: On {attribue|impute} à [gang] [victims] attaques {depuis l’été|en deux ans}, {de dentistes|de brasseries} à {un armateur|un ministère}.
gang: D’après {le compte|les calculs} de [p2], [gang] a {frappé|sévi} [victims] fois.
voice: [p3] a {attendu|patienté} une heure au guichet. "{On a noté ma date de naissance sur une enveloppe|Soudain, tout le monde avait le temps}", {raconte|dit} [p3.last].
voice: "{C’est comme un cambriolage|J’ai changé tous mes mots de passe}", a dit [p3], {parmi les victimes|son dossier sans doute copié}.
cost: Rebâtir les systèmes {coûtera|coûte} [cost] millions ; l’assurance {paie|couvre} {la moitié|une part}.
cost: Le dommage est {estimé|chiffré} à [cost] millions, {hors|sans compter} {procès|heures supplémentaires}.
back: Les techniciens ont {relancé|remis en route} {soixante|quarante} serveurs sur {deux cents|trois cents} ; {d’abord|en priorité}, ce qui {sauve des vies|presse}.
back: {Pas à pas|Étage par étage}, [org] {revient|se rétablit} sur le réseau ; un retour à la normale est {promis|espéré} {en fin de mois|à Pâques}.

@kind heist justice
role p1: directeur du musée | directrice du musée ; conservateur | conservatrice
role p2: commissaire | commissaire ; chef de la brigade d’art | cheffe de la brigade d’art
org: le Musée municipal de [place] ; la Galerie de [region] ; le Musée d’histoire de [place] ; la Collection du palais de [place]
list loot: des disques d’or de l’âge du bronze ; un paysage flamand d’hiver ; trois icônes de Novgorod ; un violon d’un maître de Crémone ; des pièces d’échecs d’une tombe royale ; une collection de montres à gousset ; le collier du dernier archevêque ; des lions de porcelaine bleue
list way: par une lucarne avec une corde ; en bleus d’une société de chauffage ; par un égout sous la cour ; avec un camion de pompiers volé la veille ; cachés dans une caisse ; par le mur de la boulangerie voisine
title: Volés à [place] : [loot]
title: {Casse|Vol} au musée de [place] : un butin de [value] millions
title: [minutes] minutes, aucune trace : le mode opératoire des voleurs de [place]
title: [p1.last] aux voleurs : "{Ne les fondez pas|Gardez-les au sec}"
title: [reward] euros de récompense après le casse
lead: Des voleurs ont {forcé|visité} [org] {au petit matin|avant l’aube} [day] et {emporté|raflé} [loot], {valeur|butin assuré pour} [value] millions.
lead: En [minutes] minutes, {une bande a vidé|des inconnus ont vidé} {une vitrine|deux salles} à [org] [day] ; il {manque|faut retrouver} [loot], pour [value] millions.
lead: {Un trésor du pays a disparu|L’alarme a sonné, nul n’est venu} : des {cambrioleurs|voleurs} ont {pris|dérobé} [loot] à [org] dans la nuit de [day].
way: Ils sont {entrés|venus} [way], {dit|croit} la police, et {savaient|connaissaient} {très bien|avec précision} la place des caméras.
way: {Du début à la fin|En tout}, les auteurs ont {mis|pris} [minutes] minutes ; ils ont {accédé|pénétré} [way].
way: Les images {montrent|révèlent} [thieves] {silhouettes|personnes} {arrivant|se glissant} [way].
loot: Le butin, [loot], {est invendable|est bien trop connu}, a dit [p1], d’où {la crainte|la peur} {d’une destruction|du pire}.
loot: {Les experts|Les assureurs} {chiffrent|estiment} la valeur à [value] millions, mais "{la mémoire ne s’assure pas|la perte est sans prix}", a dit [p1].
loot: Hormis [loot], {rien ne manque|presque rien n’a bougé}, ce qui {évoque|suggère} {une commande|une complicité}.
police: [p2] {dirige|mène} une équipe de [crew] agents ; les {aéroports|ports} sont {alertés|prévenus}.
police: Une camionnette {brûlée|volée} a été {vue|trouvée} près de [place2] {plus tard|l’après-midi}, a dit [p2], avec {des gants|une perruque} à bord.
police: "{Une trace de pas et beaucoup de poussière|Ce n’était pas leur première fois}", a dit [p2], {à la tête de|qui commande} [crew] enquêteurs.
alarm: L’alarme a {retenti|sonné} à [clock], mais le {gardien|veilleur} a {pensé à un chat|cru à un papillon, comme souvent}.
alarm: {On apprend|Il s’avère} que le système {datait|était} de {1996|1991} et que son {remplacement|renouvellement} fut {remis|repoussé} {trois|deux} fois.
alarm: À [clock], un capteur a {noté|vu} un mouvement ; la {patrouille|police} est {venue|arrivée} {dix-neuf|quatorze} minutes plus tard.
reward: L’assureur {offre|promet} [reward] euros pour toute {piste|information}.
reward: [reward] euros {attendent|iront à} qui {donnera la piste|aidera vraiment} ; {quatre-vingt-dix|soixante} {appels|personnes} le premier jour.
voice: Dans le voisinage, [p3] a entendu {une perceuse|un moteur} {et pensé à des travaux|vers cette heure}. "{Qui cambriole un musée ?|Ils ont même dit bonjour}", {s’étonne|sourit} [p3.last].
voice: "{Enfant, j’y venais chaque dimanche de pluie|C’est à nous tous}", a dit [p3], {en larmes|une fleur à la main}, devant la porte.
museum: Le musée {reste|demeure} fermé {jusqu’au week-end|pour l’instant} ; un {concert|goûter d’enfants} est {annulé|déplacé}.
museum: {L’an dernier|Dans sa meilleure année}, [org] a {reçu|compté} [visitors] visiteurs, {beaucoup|la plupart} pour {ces pièces|ce qui est volé}.

@domain disaster
quote: "{Nous ne laisserons personne|Nul ne sera oublié}", a {promis|dit} [p2] {sur la place|lors d’une réunion}, demandant {de la patience|un peu de confiance}.
quote: [p1] a {remercié|salué} les équipes, debout depuis {trente|plus de vingt} heures.
quote: "{Il faut du calme et pas de curieux|Merci de ne pas approcher}", a {dit|demandé} [p1].
quote: Interrogé[p1.e] sur {les alertes|les signes avant-coureurs}, [p1] a {répondu|dit} : "{Franchement, on ne sait pas encore|On en tirera les leçons, mais pas ce soir}."
quote: [p2] a {rejeté|écarté} les critiques selon lesquelles {l’aide fut lente|les sirènes se sont tues}.
back: {Une psychologue|Un groupe d’aumôniers} {accompagne|écoute} des {enfants|proches} dans {la salle paroissiale|un supermarché vide}.
back: Un numéro pour les familles est {ouvert|actif} jour et nuit ; {au soir|à midi}, on comptait [calls] appels.
back: Les {couvertures|vêtements} ne {manquent|servent} plus, {dit la mairie|selon les organisateurs}, mais il faut {des gants de travail|des groupes électrogènes}.
back: Le dernier {drame|sinistre} {semblable|comparable} en [region] {date|remonte à} de [oldyear], quand {le vieux marché|la moitié de la ville basse} fut {perdu|détruit}.
back: Les assureurs {rappellent|notent} que {moins d’un tiers|moins de la moitié} des foyers de [region] {est couverte|a un contrat}.
back: Des {géographes|chercheurs} de l’université avaient {averti|prévenu} il y a {deux|six} ans {dans une étude|dans un article} : {on bâtit trop|la vallée est un risque}.
back: Au collège, {pas de cours|les cours reprendront lundi} ; {le gymnase|la cantine} sert de {dépôt|point d’accueil}.
close: Les drapeaux de la mairie de [place] sont {en berne|baissés}.
close: Une cérémonie {aura lieu|est prévue} {dimanche|ce week-end} à [place2].
close: {Les recherches|Les travaux} {continuent|se poursuivent} {la nuit|dès l’aube}.
close: Une commission {rendra compte|donnera ses conclusions} {dans six semaines|avant l’été}.

@domain economy
quote: [p1] a {pris|choisi} un ton {sobre|prudent} : "{Nous planifions avec ce que l’on sait|J’aime les surprises ennuyeuses}."
quote: "{Les chiffres parlent|Ne fêtons pas trop tôt}", a dit [p1] {dans un entretien|devant la presse} à [place].
quote: Dans une lettre au personnel, [p1] a {salué|demandé} {la patience|la confiance} de tous "{en une année qui n’épargna personne|dans tout ce bruit}".
quote: {Est-ce assez ?|Combien de temps ?} {Le débat est ouvert|Nul ne sait} ; [p2] {parle d’|attend }"{une route cahoteuse|une année en deux temps}".
quote: [p2] ne partage pas {l’optimisme|l’enthousiasme} et {conseille|recommande} {d’attendre|de lire les petites lignes}.
back: La chambre de commerce de [region] a {reçu|salué} la nouvelle {avec prudence|sans ferveur}.
back: Les {économistes|experts} {déplorent|pointent} depuis longtemps {l’énergie chère|les permis trop lents} et le manque {d’apprentis|de bras} en [region].
back: À [place], {un emploi sur neuf|un emploi sur sept} {dépend|vit} {de près ou de loin|d’une façon ou d’une autre} de {ce secteur|ce métier}.
back: {Il y a un an|Voilà douze mois}, le tableau était {autre|plus sombre} : {les commandes fondaient|les carnets se vidaient} et {l’on chômait|nul n’embauchait}.
back: Les chiffres sont {provisoires|non certifiés} et {peuvent|pourraient} {changer|être revus} {en mai|au printemps}.
back: Les ménages n’en {verront|sentiront} {guère|rien} avant {l’automne|l’an prochain}, {estime|calcule} une association.
back: Des mesures {semblables|pareilles} {ailleurs|à l’étranger} ont {donné|eu} des effets {mitigés|variables}, selon une étude de l’{Institut d’économie appliquée|Observatoire du négoce}.
close: D’autres détails {suivront|viendront} {jeudi prochain|en fin de mois}.
close: La prochaine {réunion|séance} est {prévue|fixée} {en avril|dans cinq semaines}.
close: Pour [place], c’est la {deuxième|troisième} {annonce de ce genre|grande nouvelle économique} {de l’année|en peu de mois}.
close: Aucune des parties n’a voulu {commenter|en dire} davantage [day].

@domain politics
quote: "{L’unité a un prix, et nous l’avons payé|C’était plus dur qu’il n’y paraît}", a dit [p1] {après minuit|en sortant}.
quote: [p2] est {sorti[p2.e]|parti[p2.e]} par {une porte latérale|l’arrière} sans {un mot|parler à la presse}.
quote: "{Les mots ne coûtent rien|Le temps le dira}", a {commenté|dit} [p3], {de la commission|au Parlement}.
quote: Dans les couloirs, on {parlait|murmurait} d’{un marché|un arrangement} {conclu|passé} {à dîner|au téléphone}.
quote: [p3] a reproché à [p2] de "{gagner du temps|faire du théâtre}" {à la radio|dans un discours}.
back: Les {observateurs|commentateurs} {voient|lisent} là un changement {d’humeur|de cap} {né|amorcé} {aux municipales|l’automne dernier}.
back: Le Parlement {votera|débattra} {la semaine prochaine|mercredi} ; une majorité semble {sûre|probable}.
back: Des diplomates de {trois pays|deux capitales} {décrivent|jugent} l’ambiance {glaciale|correcte}.
back: Des {associations|militants} {réclamaient|demandaient}, avec [calls] signatures, {plus de transparence|des règles plus dures}.
back: La presse a {réagi|répondu} {par la moquerie|durement} : "{Trop peu, trop tard|La fin d’une longue soirée}", {titrait|écrivait} {un tabloïd|un journal de province}.
back: Les juristes {doutent|débattent} : {le texte tiendra-t-il|la décision tiendra-t-elle} devant {les juges|la Cour} ?
back: Ce n’est pas la première fois {en dix ans|de la décennie} qu’{un gouvernement|une coalition} {trébuche|bute} sur {cela|de telles questions}.
close: Une {conférence de presse|déclaration} est {prévue|annoncée} {jeudi|demain}.
close: {Comment réagiront|Que diront} les {marchés|patrons} ? {On l’ignore|Cela reste à voir}.
close: Une manifestation est {annoncée|attendue} à [place] {samedi|ce week-end}.
close: Le {texte|projet} {compte|tient en} quelque [pages] pages.

@domain justice
quote: [p2] a {appelé|invité} {les témoins|ceux qui savent} à {se présenter|joindre la police}.
quote: "{On suit toutes les pistes, même les sottes|La patience résout plus que le génie}", a dit [p2].
quote: [p1] n’a pas voulu {commenter|répondre} {sur conseil d’avocat|pour l’instant}.
quote: "{Je dors mal|La semaine fut longue}", a {avoué|dit} [p1] {à voix basse|quand on l’a interrogé}.
quote: Devant {la presse|les caméras}, [p2] a demandé de la compréhension : {en dire plus|donner des détails} {nuirait à l’enquête|n’est pas possible}.
back: Des affaires {semblables|pareilles} {occupent|mobilisent} {les tribunaux|les policiers} de [region] depuis [oldyear].
back: Les criminologues {estiment|pensent} qu’une affaire sur {cinq|dix} seulement est {élucidée|signalée}.
back: Une association {de victimes|d’habitants} {demande|réclame} {plus de protection|plus de moyens} et une enquête {publique|indépendante}.
back: À [place], on ne parle que de cela {à la boulangerie|à l’arrêt de bus} ; {les avis divergent|chacun a le sien}.
back: Le ministère {de la Justice|de l’Intérieur} {suit|observe} l’affaire {de près|avec inquiétude}.
back: Des {élus|conseillers} ont réagi avec {consternation|prudence} ; {une séance|une audition} {se tiendra|est prévue} {mardi|la semaine prochaine}.
back: L’argent de {la sécurité|la prévention} fut {réduit|rogné} {deux fois|d’un cinquième} depuis {2021|la pandémie}, {montre un document|révèle une note}.
close: {L’enquête|La procédure} {continue|se poursuit}.
close: Une décision {est attendue|viendra} {dans les semaines à venir|avant Pâques}.
close: Les renseignements sont {reçus|recueillis} {dans tout commissariat|au poste de [place2]}.
close: C’est {la plus retentissante|l’une des plus grosses} {affaire|affaires} de [region] {depuis des années|du genre}.

@domain sport
quote: "{Je suis fier des garçons|On a gardé la tête froide}", a dit [p2] {ensuite|la voix cassée}.
quote: [p2] a {salué|loué} "{une victoire de volonté|un vrai match d’équipe}" sans {euphorie|regarder le classement}.
quote: "{Il faut des soirées pareilles|Demain je le reverrai au calme}", a {souri|dit} [p1].
quote: [p1] a dédié son but à {sa grand-mère|un neveu nouveau-né}, {devant la télé|en tribune}.
back: Au début, {on s’observait|c’était prudent} ; {un tir|un coup franc} sur {le poteau|la barre} a réveillé le public {à la demi-heure|avant la pause}.
back: Au vestiaire, {on chantait|la musique hurlait} {une heure durant|longtemps après}, {dit un intendant|selon les stadiers}.
back: Les {visiteurs|supporteurs adverses} sont restés {jusqu’à l’extinction des feux|longtemps} et ont {chanté|applaudi} quand même.
back: La pelouse, {changée|refaite} {en janvier|il y a trois semaines}, s’est {arrachée|dérobée} sous les crampons.
back: Les {absences|blessures} ont {forcé|poussé} les deux bancs à improviser ; {un débutant|un joueur de dix-huit ans} a joué {à gauche|au milieu}.
back: L’histoire {retient|compte} [oldwins] {duels|rencontres} depuis {les années soixante|la montée}, {souvent|presque toujours} {serrés|avares en buts}.
back: Les changements {après l’heure|tardifs} ont {apporté|donné} {du souffle|de la vie}, mais {peu|guère} d’occasions {nettes|franches}.
close: [tickets] billets sont {vendus|partis} pour {le prochain match|la prochaine affiche}.
close: L’arbitre a {sorti|montré} {cinq|six} cartons jaunes.
close: La vidéo a {confirmé|validé} {le but|la décision} en {deux minutes|quelques secondes}.
close: Les deux clubs se {reverront|retrouveront} {en coupe|en août}.

@context
list trade: ses cerisiers et une conserverie ; une usine de pneus ; ses marais salants ; la dentelle ; des chantiers de démolition navale ; ses caves à champignons ; une imprimerie de cartes à jouer ; ses ardoisières ; ses parcs à huîtres ; le verre soufflé ; la réparation de turbines ; les fleurs coupées ; ses crayons ; la moutarde
list sight: un château d’eau penché ; un marché aux oies en novembre ; un pont couvert ; le plus long toboggan du pays ; une horloge qui tourne à l’envers ; un carnaval de masques ; un jardin de chardons ; un train à vapeur ; deux fanfares rivales ; un bac à câble
list habit: jamais sans thermos ; d’une passion pour les échecs ; de longs silences ; de ceux qui collectionnent les cartes anciennes ; de lever très matinal ; prompt aux proverbes ; toujours à pied ; dans la même chorale depuis trente ans
context: [place], {une ville|une commune} de [pop] {habitants|âmes} en [region], vit {surtout|depuis toujours} d’une richesse : [trade].
context: De [place] à [place2], {la grande ville voisine|où travaille la plupart}, il y a [km] kilomètres ; {en chemin|entre les deux}, {des champs et deux stations-service|presque rien que des bois}.
context: Hors de [region], peu de gens {connaissaient|évoquaient} [place] ; {les guides citent|on y vient pour} [sight].
context: [p1.name], [p1.age] ans, {a grandi|est né[p1.e]} à [place2] ; le portrait {tient en peu de mots|est vite fait} : [habit].
context: Qui connaît [p2.name] parle {d’entêtement|d’un humour sec} ; à [p2.age] ans, [p2.last] se résume ainsi : [habit].
context: Depuis [founded], [place] {vit|tire fierté} d’un savoir-faire, [trade] ; sur {les cartes postales|le blason} {figure|trône} [sight].
context: {Le standard|Le site} des autorités de [place] a {saturé|flanché} [day] ; quelque [calls] personnes {ont essayé|n’ont pu l’atteindre}.
context: À [place2], {distante de|à} [km] kilomètres, {les boulangeries|les cafés} n’avaient qu’un sujet [day]. "{Ici, tout le monde connaît quelqu’un là-bas|On le sentait dans l’air}", dit {un habitué|une serveuse}.
context: {Dans la soirée de [day]|À la nuit} {le brouillard|la pluie} {enveloppait|tombait sur} [place] ; {une poignée de gens|quelques dizaines d’habitants} {parlaient|restaient} {jusque tard|par petits groupes} près de la curiosité locale, [sight].
context: La région [region] {vit|traverse} des semaines {agitées|mouvementées} ; voilà [days2] jours, {un dépôt de bus|le toit d’une école|un vieux cinéma} de [place2] avait {brûlé|fait parler de lui}.

@local
para: À [city], {jumelée avec|où vivent des familles venues de} [place], {la paroisse collecte|la mairie a ouvert un fonds}, dit [local], {à la tête des bénévoles|de l’organisation}.
para: "{On l’a suivi d’heure en heure|Cela nous touche aussi}", a dit [local], {de l’université populaire|du club d’aviron} de [city].
para: Les effets se {font sentir|voient} jusqu’à [city] : {un transporteur|une agence de voyages} {près de la gare|de la zone} a {changé ses plans|reçu des appels}, {confie sa patronne|dit son gérant}, [local], {à notre journal|à la rédaction}.
para: Au conseil de [city], [local] {portera|veut porter} le sujet {jeudi|à la prochaine séance}.
para: Les {anciens|lecteurs} de [city] se rappellent {un cas semblable|pareille chose} : en [oldyear], la ville {fut touchée|fit les gros titres}, note {l’archiviste|l’historien} [local].
para: [local], qui enseigne à {l’université|l’école technique} de [city], y {voit|lit} "{un avertissement pour tous|rien d’étonnant}".
para: {Deux|Quatre} habitants de [city] étaient {ce jour-là|par hasard} à [place] ; {tous vont bien|ils sont rentrés saufs}, dit {leur voisine|un proche}, [local].
para: Sur {le marché|la place} de [city], {les avis divergent|on discute}. "{On ne peut que hocher la tête|Il fallait le dire}", {juge|dit} [local].

@weather
title: Météo en [region] : {[sky1]|[day] [sky1]}, jusqu’à [hi] degrés
para: Temps [sky1] [day] en [region], puis [sky2], avec {des maximales|des pointes} de [hi] degrés et {des minimales|des creux} de [lo].
para: À [place], un vent [wind] {soufflera|pourra souffler} à [kmh] kilomètres à l’heure, {plus vif sur les hauteurs|ce qui refroidira l’air}.
para: {Pluie|Précipitations} : probabilité de [rain] % {l’après-midi|le soir} ; pollens {d’aulne|de bouleau}, {modérés|faibles}.
para: Demain, temps [sky2] ; la nuit, jusqu’à [lo2] degrés. {Tendance|Ensuite} : [sky3].
para: Le soleil se lève à [rise] et se couche à [set]. À [place2], {brouillard|brume} jusqu’à {neuf|dix} heures.
sky: nuageux ; ensoleillé ; à averses ; couvert avec bruine ; clair avec quelques nuages ; brumeux ; venteux avec neige fondue ; changeant ; dégagé et glacial ; orageux
wind: frais de nord-est ; faible de sud ; fort d’ouest ; glacé de nord ; en rafales de sud-ouest

@market
title: {Bourse : la clôture|Clôture de la Bourse} : l’[index] {gagne|prend} [move] %, à [level] points
para: L’[index] a {clôturé|fini} [day] à [level] points, {en hausse|soit un gain} de [move] %.
para: {En tête|Meilleure hausse}, [co1] a pris [up] % ; [co2] {ferme la marche|perd le plus}, avec [down] % de moins.
para: Les échanges ont {porté sur|atteint} [vol] milliards ; [adv] titres ont {monté|gagné}, [dec] ont {baissé|perdu}.
para: Le rendement à dix ans {était|s’établissait} à [yield] %, l’once d’or à [gold] dollars et le baril de Brent à [oil].
para: Les courtiers parlent {de faibles volumes|d’une séance sans cap} avant {les chiffres de l’emploi|l’échéance des contrats}.

@fixtures
title: {Résultats et calendrier|Le championnat en bref} : journée [round]
para: Journée [round], {résultats|déjà joués} : [c1] - [c2] [s1] ; [c3] - [c4] [s2] ; [c5] - [c6] [s3] ; [c7] - [c8] [s4].
para: {Restent|À jouer} [day] : [c9] contre [c10] ([clock]), [c11] contre [c12] ([clock2]).
para: {En tête|Le haut du tableau} : 1. [c1] [t1] points, 2. [c5] [t2], 3. [c9] [t3]. {En bas|Dernier} : [c8] avec [t4].
para: {Buteurs|Meilleurs buteurs} : [n1] ([c1]) [g1] buts, [n2] ([c3]) [g2], [n3] ([c11]) [g3].
para: {Arbitres|Au sifflet} : [n4] ([c9] - [c10]) et [n5] ([c11] - [c12]).
"""
