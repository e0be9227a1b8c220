"""German prose of the sample newsroom. The format is explained in ``pipelines/newsroom/grammar.py``."""

GRAMMAR = r"""
@kind earthquake disaster
role p1: Katastrophenschutzchef | Katastrophenschutzchefin ; Krisenstabsleiter | Krisenstabsleiterin ; Präfekt | Präfektin
role p2: Bürgermeister | Bürgermeisterin ; Vizebürgermeister | Vizebürgermeisterin
org: Observatorium [region] ; Geophysikalische Institut [place2] ; Erdbebenzentrum [region]
list building: ein viergeschossiges Internat ; der Glockenturm der Abtei ; eine Zeile alter Töpferwerkstätten ; der Ostflügel des Kreiskrankenhauses ; die überdachte Fischhalle ; eine zu Wohnungen umgebaute Zigarrenfabrik ; das einzige Kino der Stadt ; ein Kornspeicher aus dem 18. Jahrhundert
list route: die Bergstraße zur Kupfermine ; der Eisenbahnviadukt über die Schlucht ; die Küstenstraße ; die einzige Brücke über den Stausee ; der Tunnel zu den Skidörfern ; die Gasleitung am Kanal
title: Erdbeben der Stärke [mag] trifft [place]: mindestens [dead] Tote
title: {Schweres|Starkes} Beben erschüttert [region], [dead] Menschen sterben
title: "Die Wände kamen auf uns zu": [place] {sucht|gräbt} in den Trümmern
title: Retter {kämpfen gegen die Kälte|suchen mit bloßen Händen} nach Erdstoß bei [place]
title: [p2.name] bittet um Zelte, Nachbeben ängstigen [region]
title: Was über das Beben in [region] bekannt ist
lead: Ein Erdbeben der Stärke [mag] hat am [day] {die Gegend um|die Stadt} [place] {erschüttert|heimgesucht} und mindestens [dead] Menschen das Leben gekostet; [hurt] wurden nach Angaben der Behörden verletzt.
lead: Mindestens [dead] Tote und [hurt] Verletzte: Das ist die {vorläufige|bisherige} Bilanz des Bebens, das {am [day]|am [day] um [clock]} in [region] {die Menschen aus dem Schlaf riss|Häuser einstürzen ließ}.
lead: {In Autos und auf Sportplätzen|Unter Planen und in Turnhallen} haben Familien aus [place] die Nacht verbracht, nachdem bei einem Erdstoß der Stärke [mag] {Dutzende|viele} Wohnhäuser {eingestürzt|zerstört worden} waren, darunter [building].
depth: Das [org] verortete den Herd [depth] Kilometer unter [place2], {flach genug für heftige Erschütterungen|eine geringe Tiefe, die das Beben besonders heftig machte}.
depth: {Mit|In} nur [depth] Kilometern {Tiefe|unter der Oberfläche} lag das Zentrum {sehr flach|ungewöhnlich flach}, teilte das [org] mit, {nämlich|und zwar} bei [place2].
depth: Um [clock] schlugen die Geräte im [org] aus; {der Bruch begann|der Ursprung lag} in [depth] Kilometern Tiefe.
damage: Rund [homes] Häuser {sind unbewohnbar|gelten als unbewohnbar}, und [building] {stürzte vollständig ein|fiel binnen Sekunden in sich zusammen}.
damage: {Statiker|Baufachleute} versahen bis zum Abend [homes] Gebäude mit roter Farbe: Betreten verboten. Auch [building] {ist nur noch ein Haufen Ziegel|besteht nur noch aus Grundmauern}.
damage: Unter den [homes] {beschädigten|zerstörten} Bauten ist [building], wo {Freiwillige|Soldaten} {weiter auf Klopfzeichen horchten|den Schutt in Eimern weiterreichten}.
road: {Hilfskonvois|Lastwagen mit Hilfsgütern} mussten umkehren, weil [route] {von Felsbrocken versperrt|an mehreren Stellen gerissen} war.
road: Auch [route] ist {bis auf Weiteres gesperrt|nicht mehr passierbar}, sodass {nur Hubschrauber|allein Hubschrauber} die Dörfer oberhalb von [place2] erreichen.
road: Die Hilfe kommt {schleppend|nur langsam} voran: {Verschüttet|Von einem Erdrutsch getroffen} ist [route], {viele Telefonmasten schweigen|das Mobilnetz ist ausgefallen}.
shelter: [evac] Menschen {schliefen in Zelten und Turnhallen|kamen in Schulen unter}, sagte [p2]; {Decken und Babynahrung werden knapp|es fehle an Trinkwasser}.
shelter: Die Armee {errichtete|baute} Zelte für [evac] {Bewohner|Obdachlose}, {Feldküchen gaben bis nach Mitternacht Suppe aus|aus Feldküchen kam heiße Suppe}.
shelter: In [place2] registrierte das Rote Kreuz [evac] Menschen ohne Dach über dem Kopf, {viele davon betagt|ein Drittel davon Kinder}.
voice: [p3] {stand in der Küche|war gerade aufgestanden}, als die Schränke {zu wandern begannen|aufsprangen}. "Ich {packte|nahm} meine Tochter, und wir {rannten|liefen} im Dunkeln hinunter", erzählt [p3.last].
voice: "Zuerst ein {Grollen|Brummen} wie von einem Zug, dann lag {die Decke|der Kamin} auf dem Bett", sagte [p3].
voice: Für [p3] war {die Stille|der Staub} danach das Schlimmste: "Man {rief|schrie} einen Namen, und {niemand|keiner} antwortete."
after: Mehr als [shocks] Nachbeben wurden in den Stunden danach {gemessen|registriert}; {das stärkste|eines davon} {trieb die Menschen erneut auf die Straße|warf Ziegel von Dächern, die gehalten hatten}.
after: Zur Ruhe kommt die Erde nicht: [shocks] Nachbeben zählte das [org] und {rechnet mit weiteren|warnt vor weiteren}, {womöglich die ganze Woche|wohl noch tagelang}.

@kind rates economy
role p1: Notenbankchef | Notenbankchefin ; Zentralbankpräsident | Zentralbankpräsidentin
role p2: Chefökonom der [org2] | Chefökonomin der [org2] ; Anleihestratege bei [org2] | Anleihestrategin bei [org2]
org: Nationalbank von [country] ; Zentralbank von [country] ; Währungsbehörde von [country]
list reason: der Einbruch im Tourismus ; fallende Preise für Holz und Zellstoff ; die schwächste Ernte seit zehn Jahren ; eine Pleitewelle am Bau ; der Rückgang im Containerverkehr ; die Flaute im Möbelhandel ; billigeres Heizöl ; unverkaufte Wohnungen in der Hauptstadt
list watch: die Mieten ; die Tarifgespräche in den Kliniken ; die Brotpreise ; die Zahlungsrückstände der Hausbesitzer ; die Fahrpreise ; die Stromrechnungen ; die Kosten des Schulessens ; die Düngerimporte
title: [org] senkt Leitzins um [step] Basispunkte auf [rate] Prozent
title: Geld wird billiger: [country] reagiert auf Inflation von [infl] Prozent
title: Schuldner {jubeln|atmen auf}, Sparer verlieren: was der Zinsentscheid bedeutet
title: [p1.last] {verteidigt|erklärt} erste Zinssenkung seit zwei Jahren
title: {Überraschung|Streit} im Rat: knappes [yes] zu [no] für niedrigere Zinsen
lead: Die [org] hat ihren Leitzins am [day] um [step] Basispunkte auf [rate] Prozent {gesenkt|zurückgenommen} und {als Grund|zur Begründung} genannt: [reason].
lead: Kredite werden in [country] {günstiger|billiger}: Die Währungshüter {beschlossen|entschieden} am [day], den Schlüsselsatz auf [rate] Prozent {zu drücken|herabzusetzen}, {ein Schritt von|eine Senkung von} [step] Basispunkten.
lead: Bei einer Teuerung von [infl] Prozent und einer Wirtschaft, die kaum {vom Fleck kommt|wächst}, hat [p1] am [day] einen {zögernden|widerstrebenden} Rat für einen Zins von [rate] Prozent gewonnen.
vote: Einstimmig fiel der Beschluss nicht: [yes] Mitglieder {waren dafür|stimmten zu}, [no] {wollten warten|plädierten fürs Abwarten}.
vote: Wer bei der Abstimmung mit [yes] zu [no] {unterlag|auf der Verliererseite stand}, {wird das Protokoll in drei Wochen zeigen|geht erst aus dem Protokoll hervor}.
vote: [yes] Hände hoben sich für die Senkung, [no] dagegen, {ein seltener Riss|eine Seltenheit} in {diesem Gremium|diesem Haus}.
prices: Die Verbraucherpreise lagen {zuletzt|im Januar} um [infl] Prozent über dem Vorjahr, {nahe am Ziel|in Reichweite der Zielmarke}; {Sorgen|Kopfzerbrechen} bereiten [watch].
prices: Die Inflation, {vor zwei Jahren noch|im vorletzten Winter noch} über acht Prozent, {ist auf [infl] Prozent gesunken|beträgt noch [infl] Prozent}; nur [watch] {wollen nicht folgen|machen nicht mit}.
prices: "[watch.cap] {sind das Erste, worauf ich morgens schaue|bleiben mein Sorgenkind}", sagte [p1], {auch wenn|obwohl} die Teuerung insgesamt bei [infl] Prozent {liegt|angekommen ist}.
growth: Die {Fachleute|Volkswirte} der Bank {erwarten nun|sehen} ein Wachstum von [growth] Prozent in diesem Jahr; {belastend wirke|schuld sei} vor allem [reason].
growth: Mehr als [growth] Prozent Plus {dürfte|wird} das Bruttoinlandsprodukt nicht {schaffen|erreichen}; {Hauptgrund|als Ursache gilt}: [reason].
growth: Die Prognose von [growth] Prozent {ersetzt die freundlichere vom Herbst|tritt an die Stelle der günstigeren aus dem Oktober}; verantwortlich dafür: [reason].
market: Die Währung {1:verlor|gab} binnen einer Stunde [move] Prozent {1:an Wert|nach}, die Renditen {zehnjähriger|zweijähriger} Anleihen {fielen|sanken} auf {den tiefsten Stand seit fünf Monaten|das Niveau vom Frühjahr}.
market: An der Börse gaben Banken nach, während {Bauwerte|Immobilienaktien} zulegten; die Währung {notierte|lag} am Mittag [move] Prozent {schwächer|tiefer}.
market: {Händler|Anleger} hatten {weniger|einen kleineren Schritt} erwartet, {prompt|sofort} büßte die Währung [move] Prozent ein.
expert: "{Eine Schwalbe macht noch keinen Sommer|Das war überfällig}", sagte [p2]. "{Ich rechne mit|Wir sehen} {zwei weiteren Schritten|noch zwei Senkungen} {vor dem Sommer|bis Weihnachten}."
expert: [p2] nannte den Beschluss "{mutig, aber spät|ein Geschenk an die Schuldner}" und {verwies auf|warnte mit Blick auf} [watch].
expert: {Skeptisch|Nicht überzeugt} ist [p2]: "{Der Rat kämpft den Krieg von gestern|Sie schauen auf die falschen Zahlen}, [watch] erzählen eine andere Geschichte."
credit: Für ein {übliches|typisches} Darlehen von 200.000 {sinkt die Monatsrate|fällt die Rate} um etwa [saving], {rechneten Verbraucherschützer vor|heißt es bei Banken}.
credit: Die Institute {versprachen|wollen}, die Senkung {ab kommendem Monat|bis April} {weiterzugeben|weiterzureichen}; eine Familie mit variablem Kredit {1:spart|würde} monatlich rund [saving]{1:| sparen}.

@kind match sport
role p1: Stürmer | Stürmerin ; Mittelfeldspieler | Mittelfeldspielerin ; Flügelspieler | Flügelspielerin ; Kapitän | Kapitänin
role p2: Trainer | Trainerin ; Coach | Trainerin
org: [home]
list how: per Kopf nach einer Ecke, die niemand klärte ; nach einem weiten Einwurf, der zweimal aufsprang ; mit einem Freistoß, der sich unter die Latte senkte ; mit einem Heber über den herausgelaufenen Torwart ; nach einem Doppelpass an der Strafraumkante ; mit links vom Innenpfosten ; im Nachschuss nach gehaltenem Elfmeter ; mit der Hacke durch die Beine des Torwarts
list incident: fiel elf Minuten lang das Flutlicht aus ; entwischte ein streunender Hund vier Ordnern ; humpelte der Schiedsrichter mit Wadenriss vom Feld ; färbte Hagel den Rasen weiß ; sah der Kapitän der Gäste Gelb-Rot ; brannte ein Banner im Gästeblock ; zersprang die Videowand ; spielte der Torwart mit Kopfverband weiter
title: [home] schlägt [away] [score] und klettert auf Rang [rank]
title: {Spätes|Sehenswertes} Tor von [p1.last] {versenkt|bezwingt} [away]
title: [p2.last]: "Wir haben {gelitten|gezittert}, aber es war verdient"
title: {Jubel|Tollhaus} in der [arena]: Gastgeber {beenden ihre Flaute|finden zurück}
title: [home] gegen [away]: fünf Lehren
lead: [home] hat [away] {vor [crowd] Zuschauern|am [day]} in der Spielstätte [arena] mit [score] besiegt; {das entscheidende Tor|den Treffer zum Sieg} {erzielte|schoss} [p1] in der [minute]. Minute.
lead: Ein Tor von [p1] [how] hat {nach [minute] Minuten|in Minute [minute]} einen {zähen|zerfahrenen} Abend entschieden: [home] gegen [away] {1:endete|ging} [score]{1:| aus}.
lead: {Schön war es nicht|Ein Augenschmaus war es nicht}, doch die [crowd] im [arena] {störte das kaum|gingen heiser heim}: [home] {bezwang|rang} [away] [score] {und steht|nieder und steht} nun auf Platz [rank].
goal: {Das Siegtor|Die Entscheidung} fiel in der [minute]. Minute, als [p1] [how] {traf|einschoss}.
goal: Bis zur [minute]. Minute hatte [p1] {kaum einen Ball berührt|wenig vom Spiel gesehen}; dann {zappelte er im Netz|war es passiert}, [how].
goal: "{Ich habe die Augen zugemacht|Ich habe einfach draufgehalten}", sagte [p1] über den Treffer aus der [minute]. Minute, {erzielt|gefallen} [how].
table: Mit [points] Punkten {steht|rangiert} [home] auf Platz [rank], während [away] {den Abstiegsrängen näher rückt|nach unten rutscht}.
table: [home] {verbessert sich|rückt vor} auf Rang [rank] und hat [points] Punkte; für [away] wird {die Luft dünn|der Keller zur Gefahr}.
table: Der Sieg {bringt|bedeutet} Platz [rank] und [points] Zähler, {so viele wie|mehr als} in der gesamten Vorsaison.
odd: {Zuvor|Vor der Pause} [incident].
odd: In Erinnerung bleibt {die zweite Hälfte|die halbe Stunde}, denn da [incident].
odd: Es war {ein kurioser Abend|eines dieser Spiele}: Erst [incident], {und keiner wunderte sich|dann nahm niemand Anstoß daran}.
stat: [away] kam auf [shots] Schüsse und {zwei Drittel|58 Prozent} Ballbesitz, {brachte aber nur einen Ball aufs Tor|wirkte aber nie gefährlich}.
stat: {Auf dem Papier|Nach Zahlen} hätten die Gäste gewinnen müssen: [shots] zu sechs Versuche, {dazu|obendrein} {deutlich mehr|das Gros des} {Ballbesitz|Ballbesitz}.
stat: [shots] Mal {schossen|probierten es} die Gäste, doch [p3] im Tor {hielt alles fest|parierte, was durchkam}.
next: Am {Samstag|Sonntag} reist [home] nach [place2], wo der letzte Sieg {2014|2017} gelang; [away] {empfängt|bekommt es mit} {den Tabellenführer|dem Spitzenreiter zu tun}.
next: [away] bleiben fünf Tage {zum Wundenlecken|Pause} vor {dem Pokalspiel|dem Derby}; [home] muss {als Nächstes|nun} nach [place2].
keeper: {Der zweite Held hieß|Großen Anteil hatte} [p3]: In der Nachspielzeit {lenkte|kratzte} der Schlussmann {einen Volleyschuss um den Pfosten|einen Kopfball über die Latte}.
keeper: "[p3.last] hat uns {im Spiel gehalten|den Hals gerettet}", sagte [p2] über den Torwart, der erst {22|19} Jahre alt ist.

@kind earnings economy
role p1: Vorstandschef | Vorstandschefin ; Firmenchef | Firmenchefin
role p2: Analyst bei [org2] | Analystin bei [org2] ; Fondsmanager bei [org2] | Fondsmanagerin bei [org2]
org: [company]
list product: Hörgeräte ; Lastenräder ; Krankenhausbetten ; Tiefkühlgemüse ; Wärmepumpen ; Operationshandschuhe ; Aufzugmotoren ; Schokoladenwaffeln ; Bewässerungspumpen ; Zahnimplantate
list trouble: ein Streik beim baltischen Zulieferer ; zwei verspätete Frachter ; ein Rückruf im Herbst ; teurer Kakao und teures Papier ; ein Brand im Lager Lissabon ; Bußgelder in drei Ländern ; eine missglückte Softwareumstellung ; der Mangel an Schweißern
title: [org] steigert Gewinn um [pct] Prozent auf [profit] Millionen im vierten Quartal
title: Quartalsumsatz von [org] {übertrifft|schlägt} mit [rev] Milliarden die Erwartungen
title: {Hunger auf|Nachfrage nach} [product] {freut|beflügelt} Aktionäre von [org]
title: [p1.last] erhöht Dividende und {bleibt bei|bestätigt} Prognose
title: Warum der größte Arbeitgeber von [place] wieder einstellt
lead: [org], Hersteller von Produkten wie [product] {mit Sitz in|aus} [place], hat im Schlussquartal [profit] Millionen verdient, [pct] Prozent mehr als {ein Jahr zuvor|im Vorjahr}, {wie das Unternehmen am [day] mitteilte|so der Bericht vom [day]}.
lead: {Gute|Glänzende} Geschäfte haben den Quartalsumsatz von [org] auf [rev] Milliarden {getrieben|gehoben}, {mehr als|deutlich über dem, was} Analysten {vorhergesagt hatten|erwartet hatten}, {zeigen Zahlen vom [day]|gab die Firma am [day] bekannt}.
lead: Nach {drei mageren Jahren|einer Durststrecke} wächst [org] {wieder|von Neuem}: Der Nettogewinn {sprang|kletterte} zwischen Oktober und Dezember um [pct] Prozent auf [profit] Millionen, {dank|vor allem durch} [product].
sales: Der Umsatz {betrug|erreichte} [rev] Milliarden; {fast die Hälfte|mehr als ein Drittel} davon {entfiel auf|brachten} [product].
sales: Dass [rev] Milliarden {zusammenkamen|in den Büchern stehen}, liegt {vor allem|größtenteils} an einem Posten: [product], gefragt {besonders in|vor allem in} {Skandinavien|Kanada|Südkorea}.
sales: {Die Erlöse|Die Verkäufe} {summierten sich|beliefen sich} auf [rev] Milliarden; [product] sind {bis September|weit in den Herbst hinein} {ausverkauft|vorbestellt}.
cost: {Weniger erfreulich|Auf der Sollseite}: [trouble] {schlug mit|kostete} [cost] Millionen {zu Buche|an Mehraufwand}.
cost: [trouble.cap] {1:drückte das Ergebnis um|zehrte} [cost] Millionen{1:| auf}, {2:räumte|gab} Finanzvorstand [p3] {2:ein|zu}.
cost: Auf [cost] Millionen beziffert das Unternehmen den Schaden ({Stichwort|Ursache}: [trouble]) und {verspricht Besserung|erwartet dergleichen heuer nicht mehr}.
outlook: [p1] {bekräftigte|bestätigte} das Wachstumsziel von {fünf bis sieben|vier bis sechs} Prozent und will [jobs] Leute {in|rund um} [place] einstellen.
outlook: Für das laufende Jahr sieht [p1] "{mehr Sonne als Wolken|keine Wunder, aber auch keine Stürme}"; im Werk [place2] sollen [jobs] Stellen {entstehen|dazukommen}.
outlook: [jobs] Arbeitsplätze {kommen|entstehen} in [place2], wo {eine zweite Linie|eine dritte Halle} {bis Juni|vor dem Winter} {anläuft|in Betrieb geht}.
share: Die Aktie {stieg|gewann} [move] Prozent {auf den höchsten Stand seit|und damit so viel wie nie seit} {dem Sommer|Mai}.
share: {Anleger|Investoren} {griffen zu|reagierten erfreut}: [move] Prozent {Kursgewinn|Plus} {zum Handelsschluss|bis zum Mittag}.
share: {Am Parkett|Zur Eröffnung} {sprang|zog} das Papier um [move] Prozent {nach oben|an}, {Spitze|mehr als jedes andere} in der Branche.
view: "{Saubere Zahlen|Die Marge ist die eigentliche Nachricht}", sagte [p2] und hob das Kursziel {um ein Zehntel|auf 84} an.
view: [p2] {mahnte|warnte} indes: [trouble], das "{könnte nicht die letzte Überraschung sein|kann jederzeit wiederkommen}".
dividend: Die Aktionäre sollen [div] je Anteil {bekommen|erhalten}, nach [div2] {im Vorjahr|ein Jahr zuvor}.
dividend: Der Aufsichtsrat schlägt {eine Ausschüttung von [div] vor|vor, [div] je Aktie auszuschütten}; zuletzt {waren es|gab es} [div2].

@kind sanctions politics
role p1: Außenbeauftragter | Außenbeauftragte ; Handelskommissar | Handelskommissarin
role p2: Außenminister von [country] | Außenministerin von [country] ; Botschafter von [country] | Botschafterin von [country]
org: Europäische Union
list goods: Drohnenmotoren und optische Linsen ; Aluminium, Sperrholz und Kaviar ; Flüssiggas-Terminals ; Werkzeugmaschinen und Kugellager ; Flugzeugersatzteile ; Satellitenmodems ; seltene Metalle für Batterien ; Öltanker mit unklaren Eignern
list loophole: Briefkastenfirmen in Freihäfen ; der Umweg über die Golfstaaten ; eine Bank mit zwei Schreibtischen und vierhundert Kunden ; Fischkutter, die Treibstoff fahren ; Fernfahrer mit doppelten Papieren ; Tarnfirmen für Spielzeug
title: EU einigt sich auf [num.ord] Sanktionspaket gegen [country]
title: [num.ord] Sanktionspaket: [people] Namen kommen auf die schwarze Liste
title: [p2.last] {spottet über|droht wegen} neuer Strafmaßnahmen
title: Brüssel nimmt ins Visier: [goods]
title: Wie {Händler|Schmuggler} das Embargo umgehen und was sich ändern soll
lead: Die EU-Botschafter haben am [day] ein [num.ord] Sanktionspaket gegen [country] {beschlossen|gebilligt} und [people] Personen sowie [firms] Firmen auf die Liste gesetzt.
lead: Nach {einer langen Nacht|wochenlangem Ringen} {schlossen die EU-Staaten am [day] die Reihen|stand am [day] der Kompromiss}: Die [num.ord] Runde der Maßnahmen gegen [country] {trifft|betrifft} unter anderem [goods].
lead: [people] {Funktionäre und Offiziere|Amtsträger}, [firms] Unternehmen, dazu Handel im Wert von [value] Millionen Euro im Jahr: {So weit reicht|Das umfasst} das [num.ord] Sanktionspaket, das die EU am [day] {verabschiedet|besiegelt} hat.
who: {Auf der Liste stehen|Betroffen sind} {Richter|Generäle}, {zwei Fernsehmoderatoren|der Eigner einer Werft} und {der Bruder|ein Vetter} {des Präsidenten|des Geheimdienstchefs}, {sagten Diplomaten|heißt es aus Ratskreisen}.
who: Die [people] neu Gelisteten {dürfen|können} nicht mehr in die Union reisen, {ihre Konten|Vermögen} werden {eingefroren|gesperrt}; {das gilt auch für|ebenso ergeht es} [firms] Firmen.
who: [third] der [firms] {aufgeführten|genannten} Firmen sitzen in Drittstaaten, {ein Novum|das war bisher tabu}.
trade: {Verboten wird die Ausfuhr|Untersagt wird das Geschäft} mit einer Gruppe von Waren: [goods]; {zuletzt|im vergangenen Jahr} ging es um [value] Millionen Euro.
trade: {Kern des Pakets|Herzstück} ist {ein Embargo|ein Verbot}: [goods], ein Handel von [value] Millionen Euro.
trade: {Ab nächstem Monat|Vom 1. April an} darf {niemand|kein Unternehmen} in der Union mehr liefern, was {auf der Liste steht|nun gelistet ist}: [goods], {geschätzt|bewertet mit} [value] Millionen Euro {im Jahr|jährlich}.
loop: {Trockengelegt werden sollen|Im Visier sind} auch Umwege, {darunter|etwa} [loophole].
loop: [loophole.cap]: {So wurden|Damit wurden} frühere Runden {zum Sieb|zur Farce}, {gestand ein Diplomat|räumte ein Beamter ein}, {weshalb|darum} {bekommen nun Zöllner|erhalten Hafenbehörden jetzt} mehr Rechte.
veto: {Ein Binnenstaat|Ein Mitgliedsland} hatte die Einigung {elf Tage lang|bis zuletzt} blockiert, bis es eine Ausnahme für {seine Raffinerie|eine Pipeline} in [place] {bekam|durchsetzte}.
veto: {Den Knoten löste|Frei war der Weg durch} eine Ausnahme für {Kernbrennstoff|ein Stahlwerk} in [place], sagte [p1].
veto: Der Widerstand zweier Hauptstädte {schwand|schmolz}, als {eine Klausel|eine Fußnote} über {ein Düngerwerk|Zucker} in [place] {hinzukam|aufgenommen wurde}.
answer: [p2] nannte den Schritt "{wirtschaftlichen Vandalismus|einen toten Buchstaben}" und {kündigte Gegenmaßnahmen an|drohte mit einer Antwort}, {binnen Tagen|bis zum Wochenende}.
answer: "{Wir haben gelernt, ohne sie zu leben|Sie schaden sich zuerst selbst}", {sagte|ließ} [p2] {dem Staatsfernsehen|im Staatsfernsehen wissen}.
next: {In Kraft treten die Maßnahmen|Gültig wird der Beschluss} mit der Veröffentlichung im Amtsblatt, {voraussichtlich|wohl} {am Freitag|vor dem Wochenende}.
next: {Die Hauptstädte|Die Regierungen} müssen noch im schriftlichen Verfahren zustimmen; {mit Ärger rechnet niemand|das gilt als Formsache}.

@kind flood disaster
role p1: Ministerpräsident | Ministerpräsidentin ; Leiter der Wasserbehörde | Leiterin der Wasserbehörde
role p2: Feuerwehrchef | Feuerwehrchefin ; Landrat | Landrätin
org: Pegeldienst [region]
list building: ein Reitstall ; das Stadtarchiv im Keller ; eine Orgelwerkstatt ; zwei Pflegeheime ; die Kleingärten hinter der Brauerei ; eine Papiermühle ; die Winzergenossenschaft ; ein Campingplatz voller Rentner
list cause: eine Schleuse, die halb offen klemmte ; drei Tage Regen auf gefrorenem Boden ; Treibholz vor dem Wehr ; ein von Bisamratten durchlöcherter Deich ; zu rasche Schneeschmelze auf der Hochebene ; ein alter Damm, für den sich keiner zuständig fühlte
title: [river] tritt über die Ufer: [evac] Menschen {evakuiert|verlassen Häuser}
title: [place] unter Wasser, [river] {erreicht|steigt auf} [level] Meter
title: {Sandsäcke und Suppe|Boote in der Hauptstraße}: eine Nacht an der [river]
title: [p1.last] {1:verspricht|sagt} rasche Hilfe für überflutetes [region]{1:| zu}
title: Wut in [place]: Schuld war [cause]
lead: Die [river] ist am [day] bei [place] über die Ufer getreten und hat [evac] Menschen aus ihren Häusern {vertrieben|getrieben}; [dead] {kamen ums Leben|werden tot befürchtet}.
lead: {Braunes Wasser|Die Flut} stand am [day] {hüfthoch|bis zu den Fensterbänken} in den Straßen von [place], nachdem die [river] auf [level] Meter gestiegen war, {höher als je gemessen|so hoch wie seit Menschengedenken nicht}; [evac] Bewohner {mussten fliehen|wurden in Sicherheit gebracht}.
lead: [dead] Tote, [evac] {Evakuierte|in Sicherheit Gebrachte}: In [region] hat die [river] am [day] {einen Stand von [level] Metern|am Pegel [level] Meter} erreicht.
gauge: Am Pegel [place2] {wurden|las man} um [clock] [level] Meter {gemessen|ab}, so der [org]; {üblich sind|normal wären} {zwei|keine drei}.
gauge: Um [clock] {registrierte|meldete} der [org] bei [place2] [level] Meter; seither {fällt|sinkt} der Fluss um {eine Handbreit|vier Zentimeter} je Stunde.
gauge: "[level] Meter {standen in keinem unserer Modelle|sprengen jede Skala}", {1:sagte eine Hydrologin|gab ein Ingenieur} beim [org]{1:| zu}.
why: {Ihren Anfang nahm die Katastrophe mit einem Detail|Auslöser war nach ersten Erkenntnissen ein Detail}: [cause], sagte [p2].
why: Fachleute {sehen eine Hauptursache|nennen den Grund}: [cause]. {Die Staatsanwaltschaft|Ein Ausschuss} soll klären, {wer davon wusste|was schiefging}.
why: {Ohne ein Versäumnis|Unter anderen Umständen}, ist [p2] überzeugt, wäre "{die Hälfte trocken geblieben|das meiste zu retten gewesen}". {Gemeint ist|Die Rede ist von}: [cause].
loss: {Schlamm|Wasser} {drang in [homes] Häuser ein|zerstörte [homes] Häuser}, auch [building] {wurde getroffen|blieb nicht verschont}; {Versicherer schätzen|die Kammer schätzt} den Schaden auf [value] Millionen.
loss: [homes] Häuser {standen unter Wasser|liefen voll}, {dazu|ebenso} [building]; der Schaden wird {vorläufig|zunächst} mit [value] Millionen {angegeben|beziffert}.
loss: Besonders hart {traf es|erwischte die Flut} [building]; insgesamt sind [homes] Gebäude betroffen, die Rechnung {dürfte|könnte} [value] Millionen erreichen.
rescue: [crew] Einsatzkräfte holten mit [boats] Booten Menschen aus oberen Stockwerken; {ein Bauer|ein Mann} {weigerte sich, ohne seine Ziegen zu gehen|wollte seine Tauben nicht zurücklassen}.
rescue: {Bis zum Morgen|Die ganze Nacht} {pendelten|fuhren} [boats] Boote von Haus zu Haus, während [crew] Helfer Sandsäcke {füllten|stapelten}.
rescue: [crew] {Frauen und Männer|Kräfte} sind im Einsatz, {dazu|außerdem} [boats] Boote sowie ein Hubschrauber, der {eine Briefträgerin|zwei Angler} von {einem Dach|einem Baum} {barg|rettete}.
voice: "{Mein Klavier schwamm an mir vorbei|Die Kühltruhe tanzte im Flur}", sagte [p3] {nach dreißig Jahren am Wasser|und stand bis zu den Knien im Schlamm}.
voice: [p3] {rettete|trug} {die Fotoalben|das Hochzeitskleid} {ins Freie|nach oben}. "{Überall riecht es nach Diesel|Gegen Wasser kämpft man nicht}", sagt [p3.last].
aid: [p1] {1:sagte|kündigte} [aid] Millionen Soforthilfe {1:zu|an}, {ohne Formulare|ohne Bedürftigkeitsprüfung}.
aid: Das Kabinett {1:gab|bewilligte} [aid] Millionen für {Betroffene|Geschädigte}{1: frei|}, {doch|aber} Bürgermeister {sprachen|sprechen} von {einem Tropfen|einem Almosen}.
warn: Flussabwärts {wappnet|rüstet} sich [place2] für den Scheitel, der {in der Nacht|gegen Morgen} {erwartet wird|kommen soll}; die Schulen bleiben {zu|geschlossen}.
warn: Entwarnung {gibt es nicht|ist nicht in Sicht}: {Für das Wochenende|Ab Donnerstag} ist {neuer Regen|die nächste Front} angesagt.

@kind wildfire disaster
role p1: Einsatzleiter | Einsatzleiterin ; Forstamtschef | Forstamtschefin
role p2: Umweltminister | Umweltministerin ; Gouverneur | Gouverneurin
org: Forstdienst [region]
list cause: Funken eines Mähdreschers ; ein nicht gelöschter Wandergrill ; eine überlastete Stromleitung hinter dem Steinbruch ; ein brennender Bus auf der Ringstraße ; Feuerwerk bei einer Hochzeit ; ein Bauer, der trotz Verbots Reisig verbrannte
list threat: ein Kloster mit Pergamentbibliothek ; das Radioteleskop auf dem Kamm ; eine Zuchtstation für Geier ; die Korkeichen einer Genossenschaft ; ein Munitionslager ; die Filmstudios vor der Stadt ; eine Herde wilder Ponys ; ein Feriendorf aus Lärchenholz
title: Waldbrand bei [place] {vernichtet|erfasst} [ha] Hektar
title: {Tausende|[evac] Menschen} fliehen vor Flammen bei [place]
title: Wind dreht: Gerettet {ist|scheint} [threat]
title: Rauch über [region]: [crew] Feuerwehrleute im Einsatz
title: Polizei vermutet als Auslöser in [region]: [cause]
lead: Ein von {böigem|heißem} Wind {angefachter|getriebener} Waldbrand hat seit [day] bei [place] [ha] Hektar {Kiefern und Buschland|Wald} vernichtet; [evac] Menschen mussten {ihre Häuser verlassen|fort}.
lead: {Mehr als|Rund} [crew] Feuerwehrleute {kämpften|rangen} am [day] darum, die Flammen von [place] fernzuhalten, wo [evac] Bewohner {zur Flucht aufgefordert wurden|evakuiert wurden}.
lead: Bis auf zwei Kilometer {kam|rückte} das Feuer am [day] an [place] heran; [ha] Hektar {liegen in Asche|sind verbrannt}, [evac] Menschen {sind geflohen|haben ihre Häuser verlassen}.
area: Der [org] {1:gab|bezifferte} die Brandfläche {mit|auf} [ha] Hektar{1: an|}, {ein Drittel davon|die Hälfte davon} {unter Naturschutz|im Schutzgebiet}.
area: {Per Satellit|Mit Drohnen} {ermittelte|vermaß} der [org] [ha] Hektar {verkohltes|schwarzes} Land.
area: [ha] Hektar sind {dahin|verloren}, eine Fläche, die {achtzig|sechzig} Jahre zum Wachsen {brauchte|gebraucht hatte}, so der [org].
crew: [crew] Kräfte, [planes] Flugzeuge und {zwei Dutzend|zwanzig} Planierraupen {waren im Einsatz|kämpften}; {elf|vier} Helfer erlitten Rauchvergiftungen.
crew: [planes] Löschflugzeuge {schöpften|holten} Wasser aus dem See {oberhalb von|bei} [place2], während [crew] Leute {mit Motorsägen|von Hand} Schneisen {schlugen|zogen}.
crew: Am Boden arbeiten [crew] {Männer und Frauen|Feuerwehrleute} in Zwölfstundenschichten, {über ihnen|in der Luft} [planes] Maschinen {bis zur Dämmerung|im Dauereinsatz}.
cause: {Ermittler|Fahnder} {gehen davon aus|glauben zu wissen}, was den Brand {auslöste|entfachte}: [cause].
cause: Die Spur {führt zu einem banalen Grund|weist auf eine einfache Ursache}, {so die Staatsanwältin|sagte ein Polizeisprecher}: [cause].
cause: Von "{unverzeihlichem Leichtsinn|einem Unglück mit Handschrift}" sprach [p2], {als bekannt wurde|nachdem durchsickerte}, was {dahintersteckt|am Anfang stand}: [cause].
threat: {Die größte Sorge|Besondere Sorge} {gilt einem Ort|bereitet ein Punkt auf der Karte}: [threat], {kaum einen Kilometer|eine Viertelstunde zu Fuß} von den Flammen {entfernt|weg}.
threat: {Mit Schaum|Die ganze Nacht} {schützten|benetzten} Trupps {das Gelände|die Hänge}; dort {liegt|befindet sich} [threat].
threat: {Zeitweise|Am Mittag} schien [threat] {verloren|nicht zu halten}, sagte [p1], {bis|dann} der Wind {drehte|nachließ}.
voice: "{Der Himmel war orange, und die Vögel waren fort|Asche regnete auf die Wäsche}", sagte [p3] {beim Packen des Autos|mit zwei Koffern in der Hand}.
voice: [p3] blieb bis zuletzt, um {das Dach zu wässern|die Schafe hinauszulassen}. "{Man hört es, bevor man es sieht|Es rauscht wie ein Wasserfall}", sagt [p3.last].
road: Die Straße zwischen [place] und [place2] ist {gesperrt|dicht}, {Züge|Busse} {fallen aus|fahren nicht}, {in drei Dörfern|mancherorts} fehlt {der Strom|das Licht}.
road: Autofahrer {sollen|mögen} die Strecke nach [place2] meiden; die Sicht {beträgt dort|liegt} unter fünfzig {Meter|Metern}.
hope: [p1] {hofft|rechnet damit}, das Feuer {bis morgen Abend|in zwei Tagen} einzukreisen, {sofern|falls} die Luftfeuchte {steigt|über vierzig Prozent bleibt}.
hope: {Zu|Erst zu} [contained] Prozent war der Brand {am Abend|zuletzt} unter Kontrolle, sagte [p1], "{mehr verspreche ich nicht|das ist nicht nichts}".

@kind crash disaster
role p1: Verkehrsminister | Verkehrsministerin ; Verkehrsstaatssekretär | Verkehrsstaatssekretärin
role p2: Polizeisprecher | Polizeisprecherin ; Oberstaatsanwalt | Oberstaatsanwältin
org: Regionalbahn [region] ; Transversale Bahn ; Nordwestbahn [region]
list obstacle: ein Kieslaster auf dem Bahnübergang ; eine entlaufene Kuh ; eine in der Hitze verbogene Schiene ; ein herrenloser Güterwagen voller Rüben ; ein umgestürzter Kranarm ; eine falsch gestellte Weiche ; ein vom Regen gelöster Felsblock ; eine nicht gemeldete Draisine
list load: ein Schulorchester auf Konzertreise ; Pflegerinnen nach der Nachtschicht ; Anhänger eines Drittligisten ; eine Gruppe portugiesischer Maurer ; Kadetten auf Heimaturlaub ; Pilger mit Kerzen ; Delegierte eines Imkerkongresses ; Familien auf dem Weg in den Zoo
title: Zug {entgleist|verunglückt} bei [place]: [dead] Tote, [hurt] Verletzte
title: [dead] Menschen sterben bei Bahnunglück {nahe|bei} [place]
title: "Der Wagen faltete sich": Überlebende von [place] {erzählen|berichten}
title: [p1.last] ordnet Prüfung an: Was ist los bei [org]?
title: Die Suche nach der Ursache: War es [obstacle]?
lead: Bei [place] ist am [day] ein {Regionalzug|Personenzug} entgleist; [dead] Menschen {starben|kamen ums Leben}, [hurt] wurden verletzt, {wie die Polizei mitteilte|so die Polizei}.
lead: Ein Zug der [org] mit [aboard] Fahrgästen ist am [day] {nahe|unweit von} [place] verunglückt, im Weg war {nach ersten Angaben|offenbar} [obstacle]; [dead] {überlebten nicht|starben}, [hurt] kamen ins Krankenhaus.
lead: {Verbogenes Blech|Zerfetzte Sitze}, {Kinderrucksäcke|verstreutes Gepäck}, Stille: Bei [place] {sprang|geriet} am [day] ein Zug mit [aboard] Menschen aus den Gleisen, [dead] von ihnen sind tot.
speed: Mit Tempo [speed] {war der Zug unterwegs|fuhr der Zug}, als im Weg war: [obstacle]. Das {ergab der Fahrtenschreiber|zeigen die Daten}.
speed: Der Fahrtenschreiber {weist|deutet} auf [speed] Stundenkilometer hin; erlaubt {sind dort|waren} [limit].
speed: Bei [speed] Kilometern in der Stunde {blieben|hatte der Lokführer} vier Sekunden {für die Notbremsung|zum Bremsen}, {rechnete ein Gutachter vor|teilte der Betreiber mit}. {Vor ihm|Vor dem Zug}: [obstacle].
who: {An Bord waren|Unter den [aboard] Reisenden waren} [load].
who: {Am schwersten traf es|Den Bahndamm hinab stürzte} den {zweiten|letzten} Wagen; darin saßen [load].
who: Im {vorderen|hinteren} Wagen {fuhren|saßen} [load]; {Angehörige|die Familien} werden in einer Halle in [place2] {betreut|versorgt}.
help: {Rettungskräfte|Feuerwehrleute} {brauchten|arbeiteten} fünf Stunden {mit Schneidgerät|unter Flutlicht}, um die letzten Eingeklemmten zu {befreien|erreichen}; {acht|sechs} Hubschrauber {flogen|brachten} Verletzte nach [place2].
help: Die Kliniken in [place2] {riefen alle Chirurgen zusammen|holten Personal aus dem Feierabend}; [hurt] Menschen {wurden behandelt|brauchten Hilfe}, {neun|sieben} schweben in Lebensgefahr.
voice: "{Erst ein Knall, dann überall Sand und Glas|Ich hielt mich am Mantel eines Fremden fest}", sagte [p3] {aus dem Speisewagen|nach der Flucht durchs Fenster}.
voice: [p3] {wohnt|hat einen Garten} am Gleis und war {früh|sofort} dort. "{Jemand fragte mich immer wieder nach der Uhrzeit|Wir nahmen Türen als Tragen}", {erzählt|sagt} [p3.last].
probe: {Telefone und Fahrtenbücher|Die Aufzeichnungen des Stellwerks} {seien beschlagnahmt|habe man gesichert}, sagte [p2]; {der Lokführer|der Fahrdienstleiter} {stehe unter Schock|werde befragt}.
probe: {Wegen fahrlässiger Tötung|Gegen unbekannt} {wird ermittelt|läuft ein Verfahren}, {bestätigte|sagte} [p2].
probe: Für {Schuldzuweisungen|Urteile} sei es {zu früh|nicht die Zeit}, sagte [p2], {doch eine Rolle spielte|fest stehe aber ein Auslöser}: [obstacle].
line: Die Strecke zwischen [place] und [place2] bleibt {mindestens zehn Tage|zwei Wochen} gesperrt; die [org] {setzt Busse ein|lässt Busse fahren}.
line: Die [org] {1:strich|stellte} alle Fahrten nach [place2] {1:und richtete ein Telefon ein|ein}; {ihre Lizenz|die Konzession} {gerät unter Druck|steht infrage}.
politics: [p1] {kam am Abend|kam mittags} an die Unglücksstelle und sprach von {einem schwarzen Tag|einer Wunde für die Region}; {Theater bleiben zu|Fahnen wehen auf halbmast}.
politics: {Die Opposition|Die Gewerkschaft} {erinnerte|verwies} {an|auf} {einen Prüfbericht|ein Gutachten} von {vor drei Jahren|2022}, der bei der [org] [faults] {Signale|Bahnübergänge} {bemängelt hatte|beanstandete}.

@kind verdict justice
role p1: Ex-Bürgermeister | Ex-Bürgermeisterin ; Ex-Bankier | Ex-Bankchefin ; Bauunternehmer | Bauunternehmerin ; Ex-Klinikchef | Ex-Klinikchefin
role p2: Richter | Richterin ; Oberstaatsanwalt | Oberstaatsanwältin
org: Landgericht [region] ; Strafgericht [place2]
list scheme: Rechnungen für nie gelieferten Kies ; Schmiergeld in Weinkisten ; ein Kindergarten, den es nur auf Papier gab ; gelenkte Aufträge für Straßenlaternen ; Kredite an die Firma eines Toten ; erfundene Überstunden im Rettungsdienst ; Ackerland, gekauft eine Woche vor der Umwidmung ; Fördergeld für Olivenbäume auf einem Parkplatz
list proof: ein Notizbuch aus der Gefriertruhe ; die Sprachnachrichten einer verlassenen Buchhalterin ; Belege aus einer Casino-Garderobe ; das Kassenbuch eines Papageienhändlers ; die Festplatte eines kaputten Kopierers ; das Fahrtenbuch eines Chauffeurs
title: [p1.name] zu [years] Jahren {Haft|Gefängnis} verurteilt
title: Gericht verurteilt [p1.role] {|in [place2] }wegen [scheme]
title: [years] Jahre für {Untreue|Korruption}: [place] und {sein gefallener Stern|der gestürzte Gönner}
title: [p1.last] will in Berufung gehen, sagt Verteidiger
title: Der Beweis, der alles kippte: [proof]
lead: Das [org] hat [p1] am [day] wegen {Untreue|Betrugs} und {Bestechung|Vorteilsnahme} zu [years] Jahren Haft {verurteilt|ins Gefängnis geschickt}; es ging um [scheme].
lead: Schuldig in [counts] {Punkten|Fällen}, [years] Jahre {hinter Gittern|Gefängnis}: Das [org] {sah es am [day] als erwiesen an|urteilte am [day]}, dass [p1] {sich und Freunde bereichert hat|einen Freundeskreis bereicherte}. {Das Mittel|Die Masche}: [scheme].
lead: Für [years] Jahre muss [p1] ins Gefängnis, {entschied|befand} das [org] am [day] nach {einem Prozess|Verhandlungen} von [days] Tagen.
sum: Den Schaden für {die Staatskasse|die Steuerzahler} bezifferte die Anklage auf [sum] Millionen; {das Gericht folgte ihr weitgehend|die Kammer rechnete ähnlich}.
sum: Insgesamt {verschwanden|versickerten} [sum] Millionen, {ein guter Teil davon|vieles davon} durch [scheme].
sum: Von den [sum] Millionen, {um die es geht|die fehlen}, tauchte {nicht einmal ein Zehntel|nur ein Bruchteil} {wieder auf|in [place2] wieder auf}.
proof: {Ausschlaggebend|Entscheidend} war ein Beweisstück: [proof].
proof: [proof.cap] {überzeugte|beeindruckte} die Kammer; die Verteidigung hatte {vergeblich|erfolglos} {widersprochen|dagegen gekämpft}.
proof: {Auf die Spur|Auf die Fährte} kamen die Ermittler {vor vier Jahren|vor drei Jahren} durch einen Zufall: [proof].
judge: "{Sie haben die Stadt als Ihren Geldbeutel behandelt|Die Gier trug ein freundliches Gesicht}", sagte [p2]; {der Saal schwieg|auf der Anklagebank regte sich nichts}.
judge: In der Begründung sprach [p2] von {einem System der Gefälligkeiten|einer schleichenden Vergiftung des Vertrauens}, das {acht|sechs} Jahre {währte|funktionierte}.
judge: {Drei|Zwei} Stunden {brauchte|benötigte} [p2] für {das Urteil|die Begründung}; am Ende {blieben|standen} alle [counts] Punkte {bestehen|fest}.
defence: {Die Verteidigung|Der Anwalt} {kündigte Berufung an|geht in Berufung}; Strafverteidiger [p3] {nannte das Strafmaß maßlos|hält das Strafmaß für politisch}.
defence: "{Wir sehen uns eine Etage höher wieder|Das ist nicht das Ende}", sagte Rechtsanwalt [p3], der auf {Freispruch|Bewährung} plädiert hatte.
crowd: Vor dem Gerichtsgebäude {klatschten|pfiffen} {ein paar Dutzend Leute|frühere Angestellte}, als {der Wagen|der Transporter} {abfuhr|davonrollte}.
crowd: Auf den Zuschauerbänken {1:saßen|hörten} {Rentner|frühere Kollegen} {schweigend|mit verschränkten Armen}{1: zu|}; {eine Frau weinte|ein Mann im Rollstuhl rief "Schande"}.
others: Zwei {Mitangeklagte|Komplizen} {bekamen|erhielten} Bewährungsstrafen, ein dritter {wurde freigesprochen|ging frei aus}.
others: {Ein Schwager|Die Sekretärin} {kam|kommt} mit einer Geldstrafe von [fine] Euro davon, {drei weitere|andere} warten auf ihren Prozess.
history: {Ans Licht|Ins Rollen} kam {der Fall|die Sache}, als {ein Prüfer|eine Praktikantin} in den Akten von [place] {gleiche Unterschriften|auffallend runde Summen} {bemerkte|entdeckte}.
history: {Ein Jahrzehnt lang|Jahrelang} war [p1.last] in [place] {die erste Adresse|eine Größe}; {eine Turnhalle|eine Schule} trägt {noch heute|bis heute} den Namen der Familie.

@kind strike economy
role p1: Gewerkschaftschef | Gewerkschaftschefin ; Verhandlungsführer | Verhandlungsführerin
role p2: Personalvorstand der [org2] | Personalvorständin der [org2] ; Sprecher der [org2] | Sprecherin der [org2]
org: Vereinigte Arbeitergewerkschaft ; Dienstleistungsgewerkschaft [region] ; Arbeiterbund [region]
list branch: Fährbesatzungen ; Gepäckarbeiter ; Krankenhausreiniger ; Straßenbahnfahrer ; Hafenkranführer ; Bäckereibeschäftigte ; Gefängniswärter ; Schleusenwärter ; Postsortierer ; Zuckerarbeiter
list chaos: verfaulte Salat in den Containern ; teilten sich Pendler Taxis mit Fremden ; musste ein Kreuzfahrtschiff vor der Küste ankern ; gab es Hochzeiten ohne Torte ; wurden Operationen verschoben ; stapelten sich Briefe in Turnhallen ; floss Milch auf die Felder ; schliefen Touristen auf Klappbetten
title: Streik der [branch] {legt|legt weiter} [place] lahm
title: [branch.cap] fordern mehr Geld: In [place2] [chaos]
title: [org2] {1:bietet|legt} [offer] Prozent{1:| vor}, Gewerkschaft will [pct]
title: Kein Ende des Ausstands in [region] in Sicht
title: [p1.last] droht mit {Ausweitung|Verlängerung} der Streiks
lead: {Rund|Etwa} [staff] [branch] haben {am [day]|um Mitternacht zum [day]} in [place] die Arbeit niedergelegt, um [pct] Prozent mehr Lohn {durchzusetzen|zu erreichen}.
lead: {Nichts geht mehr|Wenig bewegt sich} in [place]: Am [day] {begann|ging} ein Ausstand von [staff] Beschäftigten, {darunter vor allem|die meisten} [branch], {nachdem Gespräche mit [org2] gescheitert waren|weil [org2] die Verhandlungen abbrach}.
lead: Weil [staff] [branch] am [day] {streikten|in den Ausstand traten}, [chaos]; {so geht es|das gilt} {rund um|in} [place] {seit Stunden|überall}.
demand: Die [org] {verlangt|fordert} [pct] Prozent und {eine kürzere Woche|zwei freie Tage mehr}; [org2] hat [offer] Prozent {angeboten|auf den Tisch gelegt}.
demand: [pct] Prozent {lautet die Forderung|wollen die Mitglieder}, [offer] {das Angebot|die Antwort}, dazwischen {liege nichts|liegt eine Kluft}, sagte [p1].
demand: Zwischen [offer] Prozent (Arbeitgeber) und [pct] Prozent (Gewerkschaft) {klafft eine Lücke|liegen Welten}, die {zwei|drei} {Nächte|Runden} nicht {schließen|überbrücken} konnten.
chaos: {In der Umgebung von|Rund um} [place2] [chaos], {sagte ein Hafenmitarbeiter|berichtet die Handelskammer}.
chaos: {Nach wenigen Stunden|Schon am Mittag} waren die Folgen zu spüren: In [place2] [chaos].
chaos: {Am Nachmittag|Am ersten Tag} [chaos], und {Läden|Tankstellen} in [place2] meldeten {Schlangen|leere Regale}.
boss: [p2] nannte den Ausstand {unverhältnismäßig|ein Spiel mit fremdem Geld} und bezifferte den Schaden auf [value] Millionen {am Tag|täglich}.
boss: "{Wir können nicht zahlen, was wir nicht verdienen|Die Tür steht offen}", sagte [p2]; {jeder Tag|ein Tag} koste [value] Millionen.
boss: [value] Millionen {1:verliere|büße} das Unternehmen täglich{1:| ein}, sagte [p2] {und deutete an|und ergänzte}, dass {Aushilfen|Leiharbeiter} {geholt werden könnten|bereitstünden}.
picket: Am {Werkstor|Haupteingang} hielt [p3] ein Feuer in der Tonne {am Brennen|in Gang}. "{Ich verdiene weniger als mein Vater|Nach der Miete bleibt nichts}", sagt [p3.last].
picket: "{Wir verlangen nicht den Mond|Vom Beifall wird der Kühlschrank nicht voll}", sagte [p3], {in eine Fahne gehüllt|seit vier Uhr auf Posten}.
law: Ein Arbeitsgericht {1:wies|lehnte} am Vorabend {einen Eilantrag|den Antrag} der [org2] {1:zurück|ab}.
law: Vergeblich {1:zog|war} [org2] vor Gericht{1:| gezogen}: Die Frist von [notice] Stunden {genügt|reicht aus}, {urteilten|befanden} die Richter.
vote: In der Urabstimmung {votierten|stimmten} [ballot] Prozent der Mitglieder für den Ausstand.
vote: Der Rückhalt ist {groß|stabil}: [ballot] Prozent {sagten Ja|waren dafür}, {ergab die Abstimmung|hieß es} {vor zwei Wochen|im Vormonat}.
next: {Schlichter|Eine pensionierte Richterin} {wollen|will} beide Seiten am {Donnerstag|Montag} nach [place2] {einladen|holen}.
next: [p1] schloss {eine Pause|eine Waffenruhe} nicht aus, wenn [org2] {nachbessere|ein schriftliches Angebot vorlege}, {und zwar|möglichst} bis zum Wochenende.

@kind takeover economy
role p1: [org]-Chef | [org]-Chefin
role p2: Aufsichtsratschef von [org2] | Aufsichtsratschefin von [org2] ; Gründer von [org2] | Gründerin von [org2]
org: [company]
list product: Leuchtturmoptik ; Biodünger ; Ticketsoftware ; Bahnbremsen ; Tierversicherungen ; Glasfasern ; Hustensäfte ; Parkhäuser ; Schulbücher ; Getriebe für Windräder
list condition: der Verkauf von neunzehn Tankstellen ; eine Beschäftigungsgarantie bis zum Ende des Jahrzehnts ; ein Ja des Kartellamts ; die Zustimmung einer Witwe mit Sperrminorität ; der Erhalt des Namens für zehn Jahre ; die Sanierung des alten Gerbereigeländes
title: [org] kauft [org2] für [value] Milliarden
title: {Angebot über|Für} [value] Milliarden: [org] greift nach Rivalen [org2]
title: Beschäftigte von [org2] bangen nach {Übernahme|Verkauf} um [jobs] Stellen
title: [p2.last] {erklärt|verteidigt} Verkauf: "{Besser ein gutes Zuhause als ein langsames Ende|Wir waren zu klein}"
title: Anleger {fragen|rätseln}, ob der Preis für [org2] stimmt
lead: [org] {übernimmt|kauft} für [value] Milliarden den Konkurrenten [org2], bekannt {für|durch} [product], {teilten beide Firmen am [day] mit|wie am [day] bekannt wurde}.
lead: {Der lange erwartete Handel ist perfekt|Es ist die größte Fusion des Jahres in der Branche}: [org] zahlt [value] Milliarden für [org2], Spezialist für [product], {heißt es in einer Mitteilung vom [day]|so eine Erklärung vom [day]}.
lead: Für [value] Milliarden geht {das Familienunternehmen|die einst stolze Firma} [org2] an [org]; der Käufer {1:wird damit|steigt so zur} {Nummer zwei|Nummer eins} im Geschäft mit [product]{1:| auf}.
price: Die Eigner von [org2] {bekommen|erhalten} [premium] Prozent mehr als den {letzten|jüngsten} Schlusskurs, {alles in bar|zwei Drittel davon in bar}.
price: Das Angebot {enthält|bedeutet} einen Aufschlag von [premium] Prozent; die Aktie von [org2] {sprang|schoss} um [move] Prozent {nach oben|hoch}.
price: Mit [premium] Prozent Aufschlag sei der Preis "{happig, aber fair|ausgereizt}", sagte {ein Banker|ein Beteiligter}.
cond: {Alles hängt|Der Handel hängt} an einer Bedingung: [condition].
cond: {Bevor die Tinte trocken ist|Eines fehlt noch}, {mahnen Anwälte|erinnern Berater}: [condition].
cond: [condition.cap] {steht im Vertrag|war der letzte Streitpunkt}, sagte [p1].
jobs: {Gewerkschafter|Betriebsräte} fürchten um [jobs] Stellen, {die meisten|vor allem} in [place], wo [org2] {den Sitz hat|in einem Schuppen gegründet wurde}.
jobs: Von den [staff] Beschäftigten der [org2] arbeiten [jobs] in [place]; {der Betriebsrat|die Belegschaft} {erfuhr davon|hörte es} {aus dem Radio|per E-Mail}.
jobs: [jobs] Menschen {leben in|verdienen in} [place] von einem Geschäft: [product]. [p1] {versprach|sagte} ihnen {schriftlich|persönlich}, dass {kein Standort schließt|sich über Nacht nichts ändert}.
seller: [p2] behält einen Sitz im Aufsichtsrat. "{Ich habe geweint und dann unterschrieben|Eltern müssen loslassen können}", {so|sagte} [p2.last].
seller: "{Die Enkel wollten nicht|Allein wären wir zerrieben worden}", sagte [p2], {nach zwei|nach drei} {abgelehnten Offerten|Körben für andere Bewerber}.
synergy: [org] {erwartet|verspricht sich} Einsparungen von [cost] Millionen im Jahr durch {gemeinsamen Einkauf|gemeinsame Lager} und {Logistik|ein einziges Rechnersystem}.
synergy: {Synergien|Ersparnisse} von [cost] Millionen {jährlich|im Jahr} {sind geplant|wurden genannt}, und zwar vom dritten Jahr an.
doubt: {Analyst|Branchenkenner} [p3] {zweifelt|ist nicht begeistert}: "{Zwei lahme Gäule geben kein Rennpferd|Hier hat schon mancher zu viel gezahlt}."
doubt: [p3], {der die Branche beobachtet|Kenner der Branche}, {sieht|spricht von} "{einer Vernunftehe|einem Abwehrzug}" und {hält den Zeitplan für kühn|bezweifelt die Ersparnis}.
date: Der Abschluss {wird|ist} {im dritten Quartal|bis Herbst} {erwartet|geplant}; {bis dahin|so lange} bleiben beide {Wettbewerber|getrennt}.
date: {Wettbewerbshüter|Kartellbehörden} in {vier|sechs} Ländern müssen zustimmen; [p1] rechnet {bis September|bis Jahresende} damit.

@kind resignation politics
role p1: Agrarminister | Agrarministerin ; Innenminister | Innenministerin ; Kulturminister | Kulturministerin ; Gesundheitsminister | Gesundheitsministerin ; Verteidigungsminister | Verteidigungsministerin
role p2: Regierungschef | Regierungschefin ; Ministerpräsident | Ministerpräsidentin
org: Bürgerallianz ; Fortschrittspartei ; Landunion ; Neue Mitte
list scandal: Gratisnächte im Wellnesshotel ; eine Doktorarbeit mit geliehenen Kapiteln ; Aufträge für die Druckerei des Bruders ; ein Jagdausflug auf Kosten einer Zementfirma ; abgehörte Journalisten ; Masken zum neunfachen Preis ; eine heimliche Pension ; eine Villa auf den Namen des Chauffeurs
list paper: ein Foto aus der Hotelbar ; ein durchgestochener Prüfbericht ; das Tagebuch einer früheren Mitarbeiterin ; eine Rechnung über Trüffel ; eine Aufnahme aus dem Fahrstuhl ; eine falsch adressierte E-Mail
title: [p1.role] [p1.last] tritt zurück: Es ging um [scandal]
title: [p1.name] gibt nach {Tagen|Wochen} des Drucks auf
title: Nach [p1.last]: [p2.last] sucht {Ersatz|Nachfolge}
title: "Ich habe Fehler gemacht": der Sturz {eines politischen Talents|aus dem Kabinett}
title: Opposition {fordert|verlangt} Neuwahlen in [region]
lead: [p1] ist am [day] zurückgetreten, {1:bestätigte|teilte} die Regierung{1:| mit}; {Anlass|Grund} waren Berichte, das Stichwort: [scandal].
lead: Nach {neun|elf} Tagen {voller Dementis|voller Schlagzeilen} hat [p1] am [day] {aufgegeben|hingeworfen}: {Die Affäre|Der Streit} ({Stichwort|Kern}: [scandal]) war {der Koalition nicht mehr zuzumuten|zu schwer geworden}.
lead: In einer Erklärung von {knapp zwei Minuten|vier Sätzen} hat [p1] am [day] {den Rücktritt verkündet|gesagt, es sei Zeit zu gehen}. {Der Grund|Das Motiv}: [scandal].
paper: {Die Wende brachte|Unhaltbar machte die Lage} [paper], veröffentlicht {am Wochenende|am Vorabend} von {einem Magazin|einer Lokalzeitung}.
paper: [paper.cap] {widersprach|widerlegte} {früheren Aussagen|dem, was das Parlament gehört hatte}.
paper: Bis [paper] {auftauchte|erschien}, hatte in der [org] {kaum jemand|niemand} {Zweifel|Fragen}.
money: Es geht um [sum] tausend Euro, {die zurückgezahlt sind|nichts davon war gemeldet}.
money: Der Rechnungshof {kam auf|ermittelte} [sum] tausend Euro, {verbucht unter "Sonstiges"|so sein Bericht}.
money: {Strittig|Im Streit} sind [sum] tausend Euro, {wenig|Kleingeld} {verglichen mit|gegen} {dem Vertrauensverlust|dem Gesichtsverlust}, sagte {ein Parteiveteran|eine Abgeordnete}.
chief: [p2] nahm den Rücktritt "{mit Respekt|mit Bedauern}" {an|entgegen} und will {bis Freitag|binnen Tagen} {die Nachfolge regeln|einen Namen nennen}.
chief: Noch {am Morgen|am Sonntag} hatte [p2] {Rückendeckung gegeben|die Stange gehalten}; {am Abend|bei Einbruch der Dunkelheit} {blieb ein Dank|klang es anders}.
chief: "{Niemand steht über den Regeln|Es war unvermeidlich}", sagte [p2] {sichtlich müde|und nahm keine Fragen an}.
rival: Oppositionsführer [p3] {nannte es|sprach von} "{späte Einsicht|nur die Spitze des Eisbergs}" und {verlangte|forderte} {einen Untersuchungsausschuss|eine Sondersitzung}.
rival: Für die Opposition ist {die Sache nicht erledigt|das nicht genug}. "{Das ganze Kabinett riecht danach|Wer wusste noch davon?}", {sagte|rief} [p3].
seats: Die [org] regiert mit {nur|gerade} [majority] Sitzen Mehrheit, {jeder Abweichler zählt|was jede Nachwahl gefährlich macht}.
seats: Im Parlament liegt die Koalition [majority] Stimmen vorn; {zwei|drei} {Hinterbänkler|Abgeordnete} {wanken|kündigten Enthaltung an}.
career: [p1.last] kam als {Dorflehrkraft|Chorleitung|Tierarztkind} in die Politik, {stieg rasch auf|arbeitete sich hoch} und galt als {Hoffnung der Partei|kommende Führungsfigur}.
career: {Vor der Affäre|Zuvor} hatte [p1.last] ein {Gesetz zum Schulessen|Flussschutzgesetz} durchgebracht, das {sogar Gegner loben|den Namen der Familie trägt}.
poll: In einer Umfrage {wollten|verlangten} [poll] Prozent {den Rücktritt|den Abgang}.
poll: Die Stimmung war {eindeutig|gekippt}: [poll] Prozent der Befragten {waren für einen Rückzug|sahen keine Zukunft im Amt}.

@kind cyberattack justice
role p1: IT-Leiter | IT-Leiterin ; Krisenmanager | Krisenmanagerin
role p2: Cyberfahnder | Cyberfahnderin ; Datenschutzbeauftragter | Datenschutzbeauftragte
org: Kliniken [region] ; Stadtverwaltung [place] ; Wasserwerke [region] ; Universität [place]
list service: die Lohnabrechnung und die Kantinenkassen ; die Dialysetermine ; die Parkuhren ; die Anmeldung von Trauungen ; die Ausleihe der Bücherei ; die Tourenpläne der Müllabfuhr ; die Laborbefunde ; die Anzeigetafeln der Straßenbahn
list entry: eine Rechnung, die keine war ; ein vergessener Faxserver ; das Kennwort eines pensionierten Hausmeisters ; eine manipulierte Kaffeemaschine ; ein USB-Stick vom Parkplatz ; ein ungepflegtes Schließsystem
title: Hacker legen [org] lahm und {fordern|verlangen} [ransom] Millionen
title: Angriff auf [org]: Daten von [records] Menschen {gestohlen|kopiert}
title: [gang] {bekennt sich zu|rühmt sich} {Angriff|der Attacke} auf [place]
title: Wieder Stift und Papier: [place] nach dem Hackerangriff
title: [p2.last] warnt vor {Nachahmern|weiteren Attacken}
lead: Hacker haben die Rechner der Einrichtung [org] {lahmgelegt|außer Gefecht gesetzt} und Daten von [records] Menschen {erbeutet|gestohlen}, {hieß es am [day]|wie am [day] mitgeteilt wurde}.
lead: {Seit [day] sind die Bildschirme schwarz|Nichts geht mehr seit [day]}: Bei der Einrichtung [org] haben {Kriminelle|Angreifer}, die sich [gang] nennen, die Server verschlüsselt; sie {wollen|verlangen} [ransom] Millionen {in Digitalwährung|für den Schlüssel}.
lead: Eine {Gruppe|Bande} namens [gang] ist in das Netz von [org] {eingedrungen|eingebrochen} und droht, Unterlagen von [records] Menschen zu veröffentlichen, {wurde am [day] bekannt|verlautete am [day]}.
down: Betroffen sind [service]; {das Personal|man} arbeitet mit {Bleistift und Papier|Durchschlagpapier}.
down: Zuerst {1:fielen|versagten} [service]{1: aus|}, {eine Stunde später|dann} {auch die Telefone|auch die E-Mail}.
down: {Zehn Tage|Wochen} {dürften vergehen|werde es dauern}, sagte [p1], bis {alles wieder normal läuft|ein Kernstück wieder läuft}: [service].
entry: {Hinein kamen die Täter|Eingedrungen sind die Täter} {auf banalem Weg|durch eine Lücke}, {glauben Forensiker|so Fachleute}: [entry].
entry: {Am Anfang stand|Die Tür öffnete} [entry], wie [p2] {erläuterte|es ausdrückte}.
entry: [entry.cap] {genügte|reichte}, um {zwei Schutzwälle|alle Sperren} zu {überwinden|umgehen}, steht in {einer internen Mail|einem internen Bericht}.
data: {Namen, Adressen und|Anschriften und} {Bankdaten|Arztnotizen} von [records] Menschen sind {in fremder Hand|abgeflossen}.
data: [records] {Betroffene|Personen} {bekommen|erhalten} Post; die {Akten|Unterlagen} reichen bis {1998|2004} zurück.
data: {Proben|Erste Pakete} {1:erschienen|tauchten} im Netz{1:| auf}; sie {seien|wirkten} echt, sagte [p2], es geht um [records] Menschen.
pay: Ein Lösegeld von [ransom] Millionen {werde nicht gezahlt|komme nicht infrage}, {betonte|sagte} [p1].
pay: "{Mit Dieben verhandeln wir nicht|Keinen Cent}", sagte [p1] zur Forderung von [ransom] Millionen.
pay: Ob die [ransom] Millionen gezahlt werden, {blieb offen|wollte niemand sagen}; {die Polizei rät ab|Ermittler mahnen zur Härte}.
gang: Auf das Konto von [gang] {1:gehen|sollen} {mindestens|rund} [victims] Angriffe {seit dem Sommer|in zwei Jahren}{1:| gehen}, {von Zahnärzten|von Brauereien} bis zu {einer Reederei|einem Ministerium}.
gang: Nach Zählung von [p2] hat [gang] schon [victims] Mal {zugeschlagen|angegriffen}.
voice: [p3] {wartete|stand} eine Stunde am Schalter. "{Man schrieb mein Geburtsdatum auf einen Umschlag|Plötzlich hatten alle Zeit zum Reden}", {sagt|erzählt} [p3.last].
voice: "{Es fühlt sich an wie ein Einbruch|Ich habe jedes Kennwort geändert}", sagte [p3], {selbst unter den Betroffenen|die eigene Akte wohl in falschen Händen}.
cost: Der Wiederaufbau {1:kostet|werde} [cost] Millionen{1:| kosten}, {die Hälfte|einen Teil} {trägt|übernimmt} die Versicherung.
cost: Auf [cost] Millionen wird der Schaden {geschätzt|beziffert}, {Klagen|Überstunden} nicht eingerechnet.
back: {Sechzig|Vierzig} von {zweihundert|dreihundert} Servern {laufen wieder|sind zurück}; {Vorrang hat|zuerst kommt}, was {Leben rettet|eilt}.
back: {Stück für Stück|Etage für Etage} {kehrt|kommt} [org] ans Netz zurück; {Normalbetrieb|der volle Dienst} ist {bis Ostern|zum Monatsende} {versprochen|geplant}.

@kind heist justice
role p1: Museumsdirektor | Museumsdirektorin ; Kurator | Kuratorin
role p2: Hauptkommissar | Hauptkommissarin ; Kunstfahnder | Kunstfahnderin
org: Stadtmuseum [place] ; Landesgalerie [region] ; Museum [place] ; Schlossmuseum [place]
list loot: bronzezeitliche Goldscheiben ; eine flämische Winterlandschaft ; drei Ikonen der Nowgoroder Schule ; eine Meistergeige aus Cremona ; Schachfiguren aus einem Königsgrab ; eine Sammlung Taschenuhren ; die Amtskette des letzten Erzbischofs ; blaue Porzellanlöwen
list way: durch ein Oberlicht mit dem Kletterseil ; in Overalls einer Heizungsfirma ; durch einen Kanal unter dem Hof ; mit einem tags zuvor gestohlenen Löschfahrzeug ; versteckt in einer Transportkiste ; durch die Wand der Bäckerei nebenan
title: Diebe rauben aus [org]: [loot]
title: {Museumsraub|Kunstdiebstahl} in [place]: Beute ist [value] Millionen wert
title: [minutes] Minuten, keine Spur: wie die Einbrecher von [place] vorgingen
title: [p1.last] an die Diebe: "{Bitte nicht einschmelzen|Lagern Sie es trocken}"
title: [reward] Euro Belohnung nach Einbruch ausgesetzt
lead: {Einbrecher|Diebe} sind {in der Nacht zum|vor Sonnenaufgang am} [day] in die Sammlung {eingedrungen|eingestiegen}: Die Beute aus dem Haus [org]: [loot], {versichert mit|Wert} [value] Millionen.
lead: In [minutes] Minuten haben {Einbrecher|Unbekannte} am [day] {zwei Säle|eine Vitrine} im Haus [org] {ausgeräumt|geplündert}; {die Beute|gestohlen wurde}: [loot] im Wert von [value] Millionen.
lead: {Ein Schatz des Landes ist verschwunden|Der Alarm ging, und niemand kam}: {Diebe|Unbekannte} {entwendeten|stahlen} am [day] aus dem Haus [org] [loot].
way: {Hinein gelangten sie|Sie kamen} [way], {glaubt die Polizei|so die Polizei}, und wussten {genau|gut}, wo die Kameras hängen.
way: {Vom Einstieg bis zur Flucht|Alles in allem} {vergingen|brauchten die Täter} [minutes] Minuten; hinein ging es [way].
way: {Videobilder zeigen|Auf den Aufnahmen sieht man} [thieves] Gestalten, die [way] {kamen|eindrangen}.
loot: [loot.cap]: {unverkäuflich|zu berühmt für jeden Hehler}, sagte [p1], {das schürt die Furcht|und deshalb fürchtet man} {vor der Zerstörung|das Schlimmste}.
loot: Auf [value] Millionen {schätzen Fachleute|taxieren Versicherer} den Wert, {doch|aber} "{Erinnerung kann man nicht versichern|der Verlust ist nicht zu beziffern}", sagte [p1].
loot: {Sonst|Darüber hinaus} fehlt {nichts|kaum etwas}, nur [loot], was auf {einen Auftrag|Wissen von innen} {hindeutet|schließen lässt}.
police: [p2] führt eine Gruppe von [crew] {Beamten|Ermittlern}; {Grenzen|Flughäfen} wurden {alarmiert|verständigt}.
police: {Ein ausgebrannter|Ein gestohlener} {Kombi|Lieferwagen} {fand sich|stand} {Stunden später|am Nachmittag} bei [place2], sagte [p2], darin {Handschuhe|eine Perücke}.
police: "{Ein Schuhabdruck und viel Staub, mehr haben wir nicht|Das war nicht ihr erstes Mal}", sagte [p2], {mit [crew] Leuten am Werk|verantwortlich für [crew] Fahnder}.
alarm: Um [clock] {schlug die Anlage an|ging der Alarm los}, doch {der Wächter|die Wache} {dachte an eine Katze|vermutete eine Motte, wie so oft}.
alarm: {Die Alarmanlage|Das Sicherungssystem} stammte aus dem Jahr {1996|1991}, {wie sich zeigt|stellte sich heraus}; {der Austausch|die Erneuerung} war {dreimal|zweimal} {vertagt|verschoben} worden.
alarm: Um [clock] {meldete|registrierte} ein Sensor Bewegung, {neunzehn|vierzehn} Minuten später {war die erste Streife da|traf die Polizei ein}.
reward: Für {Hinweise|Tipps} {1:setzte der Versicherer|sind} [reward] Euro {1:aus|ausgelobt}.
reward: [reward] Euro {winken|gibt es} für {den entscheidenden Tipp|nützliche Hinweise}; {neunzig|sechzig} {Anrufe kamen|Leute meldeten sich} am ersten Tag.
voice: [p3] aus der Nachbarschaft hörte {eine Bohrmaschine|einen Motor} {und dachte an Straßenarbeiten|etwa um diese Zeit}. "{Wer bricht in ein Museum ein?|Sie sagten sogar guten Morgen}", {fragt|wundert sich} [p3.last].
voice: "{Als Kind war ich an jedem Regensonntag hier|Das gehört uns allen}", sagte [p3] {unter Tränen|mit einer Blume} {vor der Tür|draußen}.
museum: Das Haus bleibt {bis zum Wochenende|vorerst} {zu|geschlossen}; {ein Konzert|ein Kinderfest} {fällt aus|wird verlegt}.
museum: {Im vergangenen Jahr|Im besten Jahr} {zählte|empfing} das Haus [org] [visitors] Gäste, {viele davon|die meisten} wegen {der Beute|der nun gestohlenen Stücke}.

@domain disaster
quote: "{Wir lassen keinen zurück|Niemand wird vergessen}", {versprach|sagte} [p2] {auf dem Marktplatz|bei einer Versammlung} und bat um {Geduld|etwas Vertrauen}.
quote: [p1] {dankte den Helfern|lobte die Helfer}, die seit {dreißig|mehr als zwanzig} Stunden auf den Beinen {seien|sind}.
quote: "{Wir brauchen jetzt Ruhe und keine Schaulustigen|Bitte bleiben Sie dem Gebiet fern}", sagte [p1].
quote: Auf die Frage nach {Warnungen|frühen Anzeichen} {antwortete|sagte} [p1]: "{Ehrlich gesagt, wissen wir es noch nicht|Jede Lehre wird gezogen, aber nicht heute Nacht}."
quote: {Kritik|Vorwürfe}, {die Hilfe sei zu spät gekommen|die Sirenen hätten geschwiegen}, wies [p2] zurück.
back: {Seelsorger|Psychologinnen} kümmern sich {im Pfarrsaal|in einem leeren Supermarkt} um {Kinder|Angehörige}.
back: Ein Telefon für Angehörige {ist rund um die Uhr besetzt|wurde geschaltet}; bis {zum Abend|zum Mittag} gingen [calls] Anrufe ein.
back: {Kleiderspenden|Decken} braucht man nicht mehr, {heißt es im Rathaus|sagen die Organisatoren}, wohl aber {Arbeitshandschuhe|Stromaggregate}.
back: {Das letzte vergleichbare Unglück|Die letzte solche Katastrophe} in [region] {liegt lange zurück|ereignete sich} [oldyear], {als der alte Markt verloren ging|als die halbe Unterstadt zerstört wurde}.
back: {Versicherer|Fachleute der Branche} {erinnern daran|weisen darauf hin}, dass {kaum ein Drittel|weniger als die Hälfte} der Haushalte in [region] gegen {Naturgefahren|solche Ereignisse} versichert sind.
back: {Geografen|Forscher} der Universität hatten {vor zwei Jahren|vor sechs Jahren} {in einer Studie|in einem Aufsatz} gewarnt, {das Tal sei zu dicht bebaut|die Besiedlung sei ein Risiko}.
back: In der Realschule {fällt der Unterricht aus|beginnt der Unterricht erst am Montag wieder}; {die Turnhalle|die Mensa} dient als {Lager|Auskunftsstelle}.
close: Am Rathaus von [place] {hängen die Fahnen auf halbmast|wurde die Fahne gesenkt}.
close: {Am Sonntag|Am Wochenende} wird in [place2] ein Gedenkgottesdienst {gehalten|gefeiert}.
close: {Die Suche|Die Arbeit} {geht weiter|wird fortgesetzt}, {sobald es hell wird|auch in der Nacht}.
close: {Eine Kommission|Ein Ausschuss} soll {in sechs Wochen|bis zum Sommer} {berichten|Ergebnisse vorlegen}.

@domain economy
quote: [p1] {1:wählte|schlug} einen {nüchternen|vorsichtigen} Ton{1:| an}: "{Wir planen mit dem, was wir wissen|Mir sind langweilige Überraschungen lieber}."
quote: "{Die Zahlen sprechen für sich|Man soll nicht zu früh feiern}", sagte [p1] {in einem Gespräch|vor der Presse} in [place].
quote: In einem Brief an {die Belegschaft|die Mitarbeiter} {1:dankte|bat} [p1] {1:für|um} {Geduld|Vertrauen} "{in einem Jahr, das keinen verschonte|bei all dem Lärm}".
quote: {Ob das reicht|Wie lange das trägt}, {ist umstritten|bleibt offen}; [p2] {erwartet "ein holpriges Jahr"|spricht von "einem Jahr mit zwei Hälften"}.
quote: [p2] {teilt die Zuversicht nicht|mahnt zur Vorsicht} und {rät|empfiehlt}, {abzuwarten|das Kleingedruckte zu lesen}.
back: Die Kammer in [region] {1:begrüßte|nahm} die Nachricht {verhalten|ohne Begeisterung}{1:| auf}.
back: {Ökonomen|Fachleute} {beklagen seit Langem|verweisen auf} {hohe Stromkosten|schleppende Genehmigungen} und den Mangel an {Lehrlingen|Fachkräften} in [region].
back: {In|Rund um} [place] hängt etwa jeder {neunte|siebte} Arbeitsplatz {direkt oder indirekt|auf die eine oder andere Weise} an {der Branche|diesem Gewerbe}.
back: {Vor einem Jahr|Vor zwölf Monaten} {sah es anders aus|war das Bild düsterer}: {Aufträge|Bestellungen} {schrumpften|gingen zurück}, {Kurzarbeit|Einstellungsstopp} war die Regel.
back: {Die Zahlen|Die Angaben} sind {vorläufig|ungeprüft} und können {im Mai|im Frühjahr} noch {korrigiert werden|geändert werden}.
back: {Verbraucher|Haushalte} {spüren|merken} davon {vor Herbst|vor dem nächsten Jahr} {wenig|nichts}, {schätzt die Verbraucherzentrale|hieß es bei Verbraucherschützern}.
back: {Vergleichbare|Ähnliche} Schritte {anderswo|im Ausland} {brachten|hatten} gemischte {Ergebnisse|Folgen}, zeigt eine {Studie|Untersuchung} des {Instituts für angewandte Ökonomie|Zentrums für Handelsfragen}.
close: {Näheres soll|Einzelheiten sollen} {am Donnerstag kommender Woche|am Monatsende} {folgen|bekannt werden}.
close: {Die nächste Sitzung|Die nächste Runde} ist {für April|in fünf Wochen} {angesetzt|geplant}.
close: {Für [place] ist es|Es ist} {die zweite|die dritte} {solche Nachricht|große Wirtschaftsmeldung} {in diesem Jahr|binnen Monaten}.
close: {Keine Seite|Niemand} wollte sich am [day] {weiter|darüber hinaus} {äußern|einlassen}.

@domain politics
quote: "{Einigkeit hat ihren Preis, und wir haben ihn bezahlt|Es war schwerer, als es aussieht}", sagte [p1] {nach Mitternacht|beim Hinausgehen}.
quote: [p2] {verließ|ging} {das Gebäude|fort} durch {eine Seitentür|den Hinterausgang}, {ohne ein Wort an die Presse|wortlos}.
quote: "{Worte sind billig|Man wird sehen}", {sagte|meinte} [p3] {aus dem Ausschuss|im Parlament}.
quote: {Auf den Fluren|Hinter verschlossenen Türen} war von {einer Absprache|einem Handel} die Rede, getroffen {beim Abendessen|am Telefon}.
quote: [p3] warf [p2] {im Radio|in einer Rede} "{Theater|Zeitspiel}" vor.
back: {Beobachter|Kommentatoren} {erkennen|sehen} darin einen {Stimmungswandel|Umschwung}, der {mit den Kommunalwahlen|im vergangenen Herbst} {begann|einsetzte}.
back: Eine {Abstimmung|Debatte} im Parlament ist für {Mittwoch|nächste Woche} {geplant|angesetzt}; {eine Mehrheit gilt als sicher|Zustimmung scheint wahrscheinlich}.
back: {Diplomaten|Beamte} {aus drei Ländern|in zwei Hauptstädten} beschrieben die Stimmung als {eisig|sachlich}.
back: {Bürgerinitiativen|Verbände} {fordern seit Langem|hatten mit [calls] Unterschriften verlangt}: {mehr Transparenz|strengere Regeln}.
back: Die {Presse reagierte|Zeitungen reagierten} {hart|mit Spott}: "{Zu wenig, zu spät|Das Ende eines langen Abends}", {titelte ein Boulevardblatt|schrieb eine Provinzzeitung}.
back: {Juristen|Rechtsgelehrte} {streiten|zweifeln}, ob {der Text|der Beschluss} vor {Gericht|den Richtern in Luxemburg} {bestehen wird|hält}.
back: {Nicht zum ersten Mal|Zum dritten Mal in zehn Jahren} {1:stolpert|ringt} {eine Regierung|ein Bündnis} {1:über so etwas|mit solchen Fragen}.
close: {Eine Pressekonferenz|Eine Erklärung} ist für {Donnerstagvormittag|morgen} {angekündigt|geplant}.
close: Wie {die Wirtschaft|die Märkte} {reagiert|das aufnimmt}, {muss sich zeigen|war zunächst unklar}.
close: {Für Samstag|Am Wochenende} {ist|wird} in [place] eine Kundgebung {angemeldet|erwartet}.
close: {Der Text|Der Entwurf} {umfasst|zählt} {rund|etwa} [pages] Seiten.

@domain justice
quote: [p2] {rief alle, die etwas wissen, auf, sich zu melden|bat Zeugen, die Polizei anzurufen}.
quote: "{Wir gehen jeder Spur nach, auch den albernen|Geduld löst mehr Fälle als Genie}", sagte [p2].
quote: [p1] wollte sich {auf anwaltlichen Rat|vorerst} nicht {äußern|zu Fragen einlassen}.
quote: "{Ich schlafe schlecht|Es war eine lange Woche}", {gestand|sagte} [p1] {leise|auf Nachfrage}.
quote: Vor {der Presse|den Kameras} bat [p2] um Verständnis: {Einzelheiten könne man nicht nennen|Mehr zu sagen, schade den Ermittlungen}.
back: {Ähnliche|Vergleichbare} Fälle {1:beschäftigen|hatten} {Gerichte|Ermittler} in [region] seit [oldyear]{1:| beschäftigt}.
back: {Kriminologen|Fachleute} {schätzen|gehen davon aus}, dass {nur jeder fünfte|kaum jeder zehnte} {solche Fall|derartige Fall} {aufgeklärt|angezeigt} wird.
back: {Ein Opferverband|Eine Bürgergruppe} {fordert|verlangte} {besseren Schutz|mehr Personal} und {eine unabhängige|eine öffentliche} {Untersuchung|Aufarbeitung}.
back: In [place] ist {der Fall|die Sache} {Stadtgespräch|Thema} an jeder {Bäckertheke|Bushaltestelle}; {die Meinungen gehen auseinander|man ist geteilter Meinung}.
back: {Das Justizministerium|Das Innenministerium} {verfolgt|beobachtet} {die Sache|die Entwicklung} {genau|mit Sorge}.
back: {Lokalpolitiker|Stadträte} reagierten {bestürzt|zurückhaltend}; {eine Sondersitzung|eine Anhörung} ist {für Dienstag|für nächste Woche} {angesetzt|geplant}.
back: {Mittel|Gelder} für {Sicherheit|Vorbeugung} waren {seit 2021|nach der Pandemie} {zweimal|um ein Fünftel} gekürzt worden, {zeigt ein Papier|steht in einer Ratsvorlage}.
close: {Die Ermittlungen|Die Verfahren} {dauern an|laufen weiter}.
close: Eine Entscheidung {darüber|über weitere Schritte} {könnte|soll} {vor Ostern|in den nächsten Wochen} fallen.
close: Hinweise nimmt {jede Dienststelle|die Wache in [place2]} entgegen.
close: {Es ist|Für [region] ist es} {der spektakulärste Fall|einer der größten Fälle} {seiner Art|seit Jahren}.

@domain sport
quote: "{Ich bin stolz auf die Jungs|Wir haben den Kopf behalten}", sagte [p2] {danach|mit heiserer Stimme}.
quote: [p2] {lobte|sprach von} "{einen Sieg des Willens|einer echten Mannschaftsleistung}", wollte aber von {Euphorie|der Tabelle} nichts {hören|wissen}.
quote: "{Solche Abende braucht man|Morgen sehe ich es mir in Ruhe noch einmal an}", {strahlte|sagte} [p1].
quote: Den Treffer widmete [p1] {der Großmutter|einem neugeborenen Neffen} {daheim|auf der Tribüne}.
back: {Anfangs|In der Startphase} {tasteten sich beide ab|waren beide vorsichtig}; ein {Schuss|Freistoß} an {den Pfosten|die Latte} weckte {nach einer halben Stunde|vor der Pause} das Publikum.
back: In der Kabine {wurde gesungen|dröhnte Musik}, {noch eine Stunde lang|lange nach dem Abpfiff}, {berichten Ordner|erzählte ein Zeugwart}.
back: {Die Gästefans|Die Mitgereisten} {blieben noch lange|harrten aus, bis das Licht ausging} und {sangen|applaudierten} trotzdem.
back: {Der Rasen|Das Geläuf}, {erst im Januar|vor drei Wochen} {neu verlegt|erneuert}, {riss auf|machte es keinem leicht}.
back: {Verletzungen|Ausfälle} {1:zwangen|hatten} beide Trainer zum {Umbau|Improvisieren}{1:| gezwungen}; {ein Debütant|ein Achtzehnjähriger} {begann|spielte} {links hinten|im Mittelfeld}.
back: {Die Statistik kennt|Die Chronik verzeichnet} [oldwins] {Duelle|Begegnungen} seit {den sechziger Jahren|dem Aufstieg}, {die meisten|viele davon} {torarm|unentschieden}.
back: {Frische Kräfte|Drei Wechsel} {nach einer Stunde|spät im Spiel} brachten {Schwung|Leben}, aber {kaum|wenige} {klare|echte} Chancen.
close: Für {die nächste Partie|das nächste Heimspiel} sind [tickets] Karten {verkauft|weg}.
close: Der Schiedsrichter {zeigte|zückte} {fünf|sechs} Gelbe Karten.
close: {Die Videoprüfung|Der Videobeweis} bestätigte {das Tor|die Entscheidung} {nach zwei Minuten|in Sekunden}.
close: {Im Pokal|Im August} {treffen|begegnen} sich die Klubs {wieder|erneut}.

@context
list trade: Kirschplantagen und einer Konservenfabrik ; einem Reifenwerk ; Salinen ; Klöppelspitze ; Abwrackwerften ; Pilzkellern ; einer Druckerei für Spielkarten ; Schieferbrüchen ; Austernbänken ; Glasbläserei ; Turbinenreparatur ; Schnittblumen ; Bleistiften ; Senf
list sight: ein schiefer Wasserturm ; ein Gänsemarkt im November ; eine überdachte Brücke ; die längste Rutsche der Gegend ; eine rückwärts gehende Uhr ; eine Maskenfastnacht ; ein Distelgarten ; eine Dampfbahn ; zwei verfeindete Blaskapellen ; eine Seilfähre
list habit: nie ohne Thermoskanne ; leidenschaftlich beim Schach ; bekannt für langes Schweigen ; Sammlernatur mit alten Landkarten ; Frühaufsteher ; nie um ein Sprichwort verlegen ; stets zu Fuß ; seit dreißig Jahren im Chor
context: [place], {eine Stadt|ein Ort} mit [pop] {Einwohnern|Menschen} in [region], lebt {vor allem|seit je} von [trade].
context: Von [place] nach [place2], {wo die meisten arbeiten|der nächsten größeren Stadt}, sind es [km] Kilometer; {dazwischen liegen|unterwegs kommen} {Felder und zwei Tankstellen|fast nur Wälder}.
context: Außerhalb von [region] {kannten|kennen} [place] bisher nur wenige; {im Reiseführer steht|Besucher lockt} [sight].
context: [p1.name], [p1.age], {stammt aus|wuchs auf in} [place2]; {Weggefährten sagen|im Ort heißt es}: [habit].
context: Wer [p2.name] kennt, spricht von {Sturheit|trockenem Humor}; mit [p2.age] Jahren {ist|bleibt} [p2.last] [habit].
context: Seit [founded] {lebt|zehrt} [place] von [trade]; {auf Postkarten|im Wappen} {prangt|sieht man} [sight].
context: {Die Leitung|Die Internetseite} der Behörden in [place] war am [day] {überlastet|kaum zu erreichen}; rund [calls] {Menschen|Anrufer} {versuchten es|kamen nicht durch}.
context: In [place2], [km] Kilometer {weiter|entfernt}, gab es am [day] {in den Bäckereien|in den Cafés} nur ein Thema. "{Jeder hier kennt dort jemanden|Man spürte es in der Luft}", sagte {ein Stammgast|eine Kellnerin}.
context: {Am Abend des [day]|Bei Einbruch der Nacht} {hing Nebel|fiel Regen} über [place]; {Leute|ein paar Dutzend Menschen} {redeten|standen} {bis spät|in Grüppchen} zusammen, wo [sight] an ruhigere Tage erinnert.
context: [region] {1:erlebt|hat} unruhige Wochen{1:| hinter sich}; erst vor [days2] Tagen hatte in [place2] {ein Busdepot|ein Schuldach|ein altes Kino} {Schlagzeilen gemacht|gebrannt}.

@local
para: In [city], {mit [place] seit Langem befreundet|wo viele Familien Wurzeln in [place] haben}, {sammelt die Gemeinde|hat das Rathaus einen Fonds eingerichtet}, sagte [local] {vom Organisationsteam|für die Helfer}.
para: "{Wir haben das hier Stunde um Stunde verfolgt|Das geht auch uns an}", sagte [local] {von der Volkshochschule|vom Ruderverein} in [city].
para: {Bis nach|Selbst in} [city] sind die Folgen zu {spüren|merken}: {Eine Spedition|Ein Reisebüro} {am Bahnhof|im Gewerbegebiet} hat {die Pläne geändert|erste Anrufe erhalten}, {sagte Inhaber|erzählte Geschäftsführer} [local] {dieser Zeitung|auf Anfrage}.
para: Im {Stadtrat|Gemeinderat} von [city] {will|möchte} [local] {das Thema|die Ereignisse} {am Donnerstag|in der nächsten Sitzung} {zur Sprache bringen|besprechen}.
para: {Ältere Leute|Leser} in [city] erinnern sich an {Ähnliches|einen vergleichbaren Fall}: [oldyear] war {die Stadt|der Ort} selbst {betroffen|in den Schlagzeilen}, weiß {Heimatforscher|Archivar} [local].
para: [local], Professur an der {Hochschule|Universität} in [city], {nennt|hält} die Entwicklung "{eine Warnung an uns alle|kaum überraschend}".
para: {Zwei|Vier} Menschen aus [city] waren {zufällig|an jenem Tag} in [place]; {alle sind wohlauf|beide kamen heil heim}, {so|sagte} {die Nachbarin|der Angehörige} [local].
para: Auf dem {Wochenmarkt|Hauptplatz} von [city] {gehen die Meinungen auseinander|wird diskutiert}. "{Da kann man nur den Kopf schütteln|Einer musste es sagen}", {meinte|sagte} [local].

@weather
title: Wetter für [region]: {[sky1.cap]|[day] [sky1]}, bis [hi] Grad
para: Am [day] {wird|bleibt} es in [region] [sky1], später [sky2]; die Höchstwerte liegen {bei|um} [hi] Grad, die Tiefstwerte {bei|um} [lo].
para: Rund um [place] {weht|bläst} ein [wind] Wind mit Böen bis [kmh] Kilometer je Stunde, {auf den Höhen spürbar|der es kälter wirken lässt}.
para: {Regen|Niederschlag}: Die Wahrscheinlichkeit {liegt bei|beträgt} [rain] Prozent {am Nachmittag|gegen Abend}; {Pollen|Pollenflug}: {Erle und Hasel|Birke}, {mäßig|gering}.
para: Morgen [sky2], nachts bis [lo2] Grad. {Aussichten|Die Tage danach}: [sky3].
para: Die Sonne geht um [rise] Uhr auf und um [set] Uhr unter. Bei [place2] {hält sich|gibt es} bis {neun|zehn} Uhr {Nebel|Dunst}.
sky: bewölkt ; sonnig ; wechselhaft mit Schauern ; trüb mit Nieselregen ; heiter bis wolkig ; neblig ; windig mit Schneeregen ; klar und frostig ; gewittrig
wind: frischer nordöstlicher ; schwacher südlicher ; starker westlicher ; eisiger nördlicher ; böiger südwestlicher

@market
title: {Börsenschluss|Schlussbericht}: [index] {steigt|legt} um [move] Prozent {auf [level] Punkte|zu}
para: Der [index] {1:schloss|ging} am [day] bei [level] Punkten{1:| aus dem Handel}, ein Plus von [move] Prozent.
para: {Gewinner des Tages|An der Spitze} war [co1] mit plus [up] Prozent; [co2] {bildete das Schlusslicht|verlor am meisten}, minus [down] Prozent.
para: Der Umsatz {betrug|lag bei} [vol] Milliarden; [adv] Titel {stiegen|gewannen}, [dec] {fielen|verloren}.
para: Die Rendite zehnjähriger Anleihen {stand bei|betrug} [yield] Prozent, die Feinunze Gold kostete [gold] Dollar, {ein Fass Nordseeöl|Öl der Sorte Brent} [oil].
para: {Händler|Börsianer} sprachen von {dünnen Umsätzen|einem Handel ohne klare Richtung} vor {Arbeitsmarktdaten aus Übersee|dem Verfallstag}.

@fixtures
title: {Ergebnisse und Ansetzungen|Die Liga im Überblick}: Spieltag [round]
para: {Spieltag|Runde} [round], {die Ergebnisse|bisher gespielt}: [c1] - [c2] [s1]; [c3] - [c4] [s2]; [c5] - [c6] [s3]; [c7] - [c8] [s4].
para: {Es folgen|Noch offen} am [day]: [c9] gegen [c10] ([clock] Uhr), [c11] gegen [c12] ([clock2] Uhr).
para: {Tabellenspitze|Oben}: 1. [c1] [t1] Punkte, 2. [c5] [t2], 3. [c9] [t3]. {Unten|Letzter}: [c8] mit [t4].
para: {Torjäger|Beste Schützen}: [n1] ([c1]) [g1] Tore, [n2] ([c3]) [g2], [n3] ([c11]) [g3].
para: {Schiedsrichter|Es pfeifen}: [n4] ([c9] - [c10]) und [n5] ([c11] - [c12]).
"""
