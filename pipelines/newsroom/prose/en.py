"""English prose of the sample newsroom. The format is explained in ``pipelines/newsroom/grammar.py``."""

GRAMMAR = r"""
@kind earthquake disaster
role p1: head of civil protection | head of civil protection ; regional prefect | regional prefect ; emergency coordinator | emergency coordinator
role p2: mayor of [place] | mayor of [place] ; deputy mayor of [place] | deputy mayor of [place]
org: [region] Seismological Observatory ; Institute of Geophysics in [place2] ; National Earthquake Service
list building: a four-storey boarding school ; the bell tower of the abbey church ; a row of potters' workshops ; the east wing of the district hospital ; a covered fish market ; a former cigarette factory turned into flats ; the town's only cinema ; a stone granary from the 1700s
list route: the mountain road to the copper mine ; the railway viaduct over the gorge ; the coastal highway ; the only bridge across the reservoir ; the tunnel leading to the ski villages ; the gas main along the canal
title: Magnitude [mag] earthquake hits [place], at least [dead] dead
title: {Strong|Powerful} earthquake shakes [region] and leaves [dead] people dead
title: "The walls came at us": [place] {digs through|searches} the rubble after quake
title: Rescuers {race against the cold|dig with bare hands} after tremor flattens [place] district
title: [p2.name] pleads for tents as aftershocks rattle [region]
title: What we know about the [region] quake
lead: {An|A powerful} earthquake of magnitude [mag] struck {near|close to} [place] {early on [day]|on [day] at [clock]}, killing at least [dead] people and {injuring|wounding} [hurt], {officials|the authorities} said.
lead: At least [dead] people {lost their lives|have died} and [hurt] were {hurt|injured} when {the ground shook under|a tremor tore through} [place] {on [day]|in the [region] region on [day]}, according to [p1].
lead: Families in [place] {spent the night|were spending a second night} in cars and {sports fields|schoolyards} after a quake measured at [mag] {brought down|toppled} [building] and {dozens of|scores of} homes.
depth: The [org] {located|placed} the hypocentre [depth] kilometres below [place2], {a shallow depth that makes shaking at the surface worse|shallow enough to make the shaking violent}.
depth: It was {a shallow quake|shallow}, only [depth] kilometres deep by the {reckoning|estimate} of the [org], with its centre {under the fields of|a short drive from} [place2].
depth: Seismographs at the [org] registered the first jolt at [clock]; {its origin was put at|the rupture began at} a depth of [depth] kilometres.
damage: Some [homes] houses {are no longer habitable|can no longer be lived in}, and [building] {collapsed completely|came down within seconds}.
damage: {Engineers|Building inspectors} had marked [homes] homes with red paint by {nightfall|evening}, which means that nobody may enter them; of [building] {nothing but a heap of bricks|only the foundations} {is left|remains}.
damage: Among the [homes] {wrecked|ruined} buildings counted so far is [building], where {volunteers|soldiers} were {still listening for knocking|passing buckets of rubble from hand to hand}.
road: {Relief|Aid} convoys {had to turn back|were stuck for hours} because [route] was {blocked by boulders|cracked in several places}.
road: [route] {is closed until further notice|has been shut}, which {leaves|makes} helicopters the quickest way {to reach|into} the villages above [place2].
road: {Getting help in is the hardest part|Help is slow to arrive}: landslides {cut|buried} [route], {and phone masts fell silent|and most telephone lines are dead}.
shelter: [evac] people {slept|were put up} in {tents and gymnasiums|school halls}, [p2] said, and {blankets and baby food are running short|the town lacks drinking water}.
shelter: The army {set up|has pitched} tents for [evac] {people|residents}; field kitchens {handed out|served} soup {until after midnight|from the first morning}.
shelter: In [place2] {the Red Cross registered|aid workers counted} [evac] people without a roof over their heads, {many of them elderly|a third of them children}.
voice: [p3] {was in the kitchen|had just got up} when the cupboards {began to walk|flew open}. "I {grabbed|took} my daughter and we {ran|went} down in the dark," {the [p3.job] said|[p3.last] recalled}.
voice: "First came a {growl|rumble} like a train, then the {ceiling|chimney} was lying on the bed," said [p3].
voice: For [p3] the worst was the {silence|dust} afterwards. "You {called|shouted} a name and {nobody|no one} answered."
after: More than [shocks] aftershocks were {recorded|measured} in the following hours, {the strongest|one} of which {sent people running back into the streets|loosened tiles from roofs that had survived}.
after: The {ground|earth} has not come to rest: the [org] {counted|logged} [shocks] aftershocks and {warned|expects} that others {could|will} follow {for days|through the week}.

@kind rates economy
role p1: governor of the [org] | governor of the [org] ; central bank chief | central bank chief
role p2: chief economist at [org2] | chief economist at [org2] ; bond strategist at [org2] | bond strategist at [org2]
org: Bank of [country] ; [country] Reserve Bank ; [country] Monetary Authority
list reason: a collapse in tourist spending ; falling prices for timber and pulp ; the weakest harvest in a decade ; a wave of bankruptcies among builders ; the drop in container traffic ; the slump in the furniture trade ; cheaper diesel and heating oil ; unsold flats in the capital
list watch: rents ; wage talks in the hospitals ; bread prices ; mortgage arrears ; ferry and rail fares ; household electricity bills ; school meal charges ; fertiliser imports
title: [org] cuts key rate by [step] basis points to [rate] percent
title: Cheaper money for [country] as inflation slows to [infl] percent
title: Borrowers {cheer|breathe out}, savers lose: what the rate decision means
title: [p1.last] {defends|explains} first rate cut in two years
title: {Surprise|Divided} vote in [country]: rate setters split [yes] to [no]
lead: The [org] {lowered|cut} its {main|benchmark} interest rate by [step] basis points to [rate] percent on [day], {citing|pointing to} [reason].
lead: Money {is getting|becomes} cheaper in [country]: {rate setters|policymakers} {voted|decided} on [day] to take the {policy|key} rate down to [rate] percent, {a step of|by} [step] basis points.
lead: With inflation at [infl] percent and the economy {barely|hardly} growing, [p1] {persuaded|won over} a {hesitant|reluctant} board on [day] to {trim|reduce} borrowing costs to [rate] percent.
vote: {The decision was not unanimous|It was a close call}: [yes] members {backed|supported} the move, [no] {wanted to wait|preferred to hold still}.
vote: Minutes {due|to be released} in three weeks will {show|reveal} who was on the losing side of the [yes]-[no] vote.
vote: [yes] {of the members|board members} raised their hands for the cut and [no] against, {an unusual rift for|which is rare at} the [org].
prices: Consumer prices {rose|were up} [infl] percent {from a year earlier|year on year} in {the latest count|January}, {close to|within sight of} the target, though [watch] {remain a worry|still cause concern}.
prices: Inflation, which had {topped|stood above} eight percent {the winter before last|two years ago}, {has come down|fell} to [infl] percent; {only|just} [watch] {refuse to follow|keep officials awake}.
prices: "[watch.cap] are the {one number|first thing} I look at every morning," [p1] {told reporters|said}, {even with|despite} overall inflation {back|down} at [infl] percent.
growth: The bank's {staff|forecasters} {now|today} see the economy {expanding|growing} by [growth] percent this year, {having blamed|after} [reason] for the {downgrade|poor start}.
growth: Gross domestic product {should|will probably} grow by no more than [growth] percent; {the main culprit is|officials blame} [reason].
growth: A growth forecast of [growth] percent {replaced|takes the place of} the rosier one from {autumn|October}, largely because of [reason].
market: The currency {lost|gave up} [move] percent {within the hour|after the announcement} and {ten-year|two-year} bond yields {slipped|dropped} to {a five-month low|levels last seen in spring}.
market: {On the stock exchange|In early trading} shares of banks fell while {builders|property companies} gained; the currency was {down|weaker by} [move] percent {at noon|by lunchtime}.
market: Traders {had priced in|expected} {less|a smaller step}, and the currency promptly {shed|lost} [move] percent.
expert: "{One cut does not make a spring|This was overdue}," said [p2]. "{I expect|We see} {another two|two more} before {the summer|Christmas}."
expert: [p2] {called|described} the step "{brave but late|a gift to the indebted}" and {pointed to|warned about} [watch].
expert: [p2] is {not convinced|sceptical}: "{The board is fighting last year's war|They are looking at the wrong data}, {and|while} [watch] tell another story."
credit: For a {typical|standard} mortgage of 200,000 the {monthly payment|instalment} will {shrink|fall} by about [saving], {lenders|consumer advocates} {calculated|reckoned}.
credit: Lenders {promised|said} to pass on the reduction {from next month|by April}; a family with a floating-rate mortgage {saves|would save} some [saving] a month.

@kind match sport
role p1: striker | striker ; midfielder | midfielder ; winger | winger ; captain | captain
role p2: [home] coach | [home] coach ; [home] manager | [home] manager
org: [home]
list how: with a header from a corner that nobody had cleared ; after a long throw had bounced twice in the box ; from a free kick that dipped under the bar ; with a chip over the stranded keeper ; after a one-two on the edge of the area ; with a left-footed drive in off the post ; from the rebound of a saved penalty ; with a backheel that went in through the keeper's legs
list incident: a floodlight failure held the game up for eleven minutes ; a stray dog outran four stewards ; the referee limped off with a torn calf ; hail turned the pitch white ; the visitors lost their captain to a second booking ; a banner of the away fans caught fire ; the video screen broke and had to be roped off ; the goalkeeper played on with a bandaged head
title: [home] beat [away] [score] to climb to [rank.ord]
title: {Late|Superb} [p1.last] goal sinks [away]
title: [p2.last]: "We {suffered|trembled}, but we deserved it"
title: {Joy|Bedlam} at [arena] as the hosts {end their drought|find their feet}
title: [home] v [away]: five things we learned
lead: [home] beat [away] [score] {at|in front of [crowd] spectators at} [arena] on [day] {thanks to|with} a goal by [p1] in minute [minute].
lead: A goal by [p1], scored [how] {after|with} [minute] minutes {on the clock|played}, {settled|decided} {a rough|an untidy} evening at [arena]: [home] [score.dash] [away].
lead: It was not {pretty|a feast for the eye}, but [crowd] people at [arena] {did not care|went home hoarse}: [home] {have beaten|overcame} [away] [score] {and are now|to go} [rank.ord] in the table.
goal: The {winner|decisive goal} {came|arrived} in minute [minute], when [p1] {scored|struck} [how].
goal: [p1] had {hardly touched|barely seen} the ball before minute [minute]; then {the ball was in the net|it was over}, [how].
goal: "I {closed my eyes|just hit it}," [p1] said of the goal in minute [minute], which {was scored|came} [how].
table: [home] {now stand|are} [rank.ord] with [points] points, while [away] {drop|slide} {towards|closer to} the relegation places.
table: With [points] points [home] {moved up|rise} to [rank.ord] {place|in the standings}; {for|to} [away] the {bottom|wrong end of the table} is coming {closer|near}.
table: The win {is worth|lifts them to} [rank.ord] place and [points] points, {more than|as many as} [home] had {at the end of|in the whole of} last season.
odd: {Earlier|Before the break} [incident].
odd: {Neither side will forget|People will remember} the {second half|half-hour} in which [incident].
odd: It was {an odd night|one of those games}: [incident], {and|yet} nobody {seemed surprised|complained}.
stat: [away] had [shots] shots and {two thirds|58 percent} of the ball, {but only one attempt on target|without ever looking like scoring}.
stat: {By the numbers|On paper} it {should have been|was} an away win, with [shots] attempts {to|against} six and {most of|much more of} the possession.
stat: The guests {shot|tried} [shots] times {at goal|from everywhere}, and [p3], {in goal for|keeper of} the hosts, {stopped|saved} {everything|whatever came through}.
next: On {Saturday|Sunday} [home] {travel|go} to [place2], where they {have not won since|last won in} {2014|2017}; [away] {receive|host} the leaders.
next: [away] {have|get} five days {to lick their wounds|of rest} before {a cup tie|the derby}; for [home] the {trip|journey} to [place2] comes next.
keeper: {The other hero was|Credit was due to} [p3], who {turned|tipped} {a volley|a header} {round the post|over the bar} in {stoppage|added} time.
keeper: "[p3.last] {kept us in it|saved our skin}," [p2] said about the keeper, {still|only} {22|19} years old.

@kind earnings economy
role p1: chief executive | chief executive ; managing director | managing director
role p2: analyst at [org2] | analyst at [org2] ; fund manager at [org2] | fund manager at [org2]
org: [company]
list product: hearing aids ; cargo bicycles ; hospital beds ; frozen vegetables ; heat pumps ; surgical gloves ; lift motors ; chocolate wafers ; irrigation pumps ; dental implants
list trouble: a strike at its Baltic supplier ; two delayed freighters ; a recall in the autumn ; rising cocoa and paper bills ; a fire in the Lisbon warehouse ; fines in three countries ; an expensive software change ; the shortage of welders
title: [org] profit {rises|climbs} [pct] percent to [profit] million in fourth quarter
title: [org] quarterly revenue {tops|beats} forecasts at [rev] billion
title: {Demand for|Appetite for} [product] {lifts|cheers} [org] shareholders
title: [p1.last] raises dividend, {keeps|sticks to} outlook
title: Why [place]'s biggest employer is hiring again
lead: [org], the {maker|manufacturer} of [product] {based in|from} [place], {earned|made} [profit] million in the {final|fourth} quarter, [pct] percent more than a year before, {the company said|it reported} on [day].
lead: {Brisk|Strong} sales of [product] {pushed|lifted} quarterly revenue at [org] to [rev] billion, {above what|more than} analysts {had expected|had pencilled in}, {figures released|results published} on [day] {showed|show}.
lead: After {three lean years|a difficult spell} [org] is {growing again|back on its feet}: net profit {jumped|went up} [pct] percent to [profit] million between October and December, {helped by|on the back of} [product].
sales: Revenue came {in at|to} [rev] billion, {with|and} [product] {accounting for|making up} {almost half|more than a third} of it.
sales: The {top line|turnover} of [rev] billion {owes much|is largely due} to [product], {which sold best in|above all in} {Scandinavia|Canada|South Korea}.
sales: {Quarterly turnover|Sales} {reached|amounted to} [rev] billion; orders for [product] {fill|already fill} the books {until|well into} {September|the autumn}.
cost: {On the debit side|Less pleasant} were {extra costs|the costs} of [cost] million {for|caused by} [trouble].
cost: [trouble.cap] {cost|took} [cost] million {out of|from} the {result|bottom line}, {finance chief|chief financial officer} [p3] {said|admitted}.
cost: The company {put|estimated} the {bill|damage} for [trouble] at [cost] million and {expects|promised} no more of it this year.
outlook: [p1] {confirmed|left unchanged} the {forecast|guidance} of {five to seven|four to six} percent growth and {wants|plans} to hire [jobs] people {in|around} [place].
outlook: For the current year [p1] {sees|expects} "{more sun than cloud|no miracles, but no storms}"; [jobs] {new jobs|positions} {are planned|will be created} at the {plant|works} in [place2].
outlook: [jobs] jobs will be {added|created} in [place2], where {a second line|a third hall} {goes|is to go} into operation {by June|before the winter}.
share: The shares {gained|rose} [move] percent {to their highest since|in the strongest session since} {the summer|May}.
share: Investors {liked|applauded} it: the stock was up [move] percent {at the close|by midday}.
share: {On the exchange|At the opening bell} the paper {leapt|added} [move] percent, {more than any other|the most} in its sector.
view: "{Clean numbers|The margin is the real news}," said [p2], who {raised|lifted} the price target {by a tenth|to 84}.
view: [p2] {warned|cautioned} that [trouble] "{may not be the last surprise|could return at any time}".
dividend: Shareholders are to {receive|get} a dividend of [div] {a share|per share}, {up from|after} {[div2] a year ago|[div2]}.
dividend: The board {will propose|proposes} to pay out [div] a share; {last time it was|the previous year brought} [div2].

@kind sanctions politics
role p1: foreign policy chief | foreign policy chief ; trade commissioner | trade commissioner
role p2: foreign minister of [country] | foreign minister of [country] ; ambassador of [country] | ambassador of [country]
org: European Union
list goods: drone engines and optical lenses ; aluminium, plywood and caviar ; liquefied gas terminals ; machine tools and ball bearings ; airline spare parts ; satellite modems ; rare metals for batteries ; oil tankers of unclear ownership
list loophole: shell companies in free ports ; re-exports through the Gulf ; a bank with two desks and four hundred clients ; fishing boats that carry fuel ; lorry drivers with double papers ; front firms selling toys
title: EU agrees [num.ord] package of sanctions against [country]
title: [num.ord.cap] sanctions package: ambassadors {blacklist|target} [people] people
title: [p2.last] {scoffs at|vows answer to} new European penalties
title: Brussels goes after [goods]
title: How {traders|smugglers} dodge the embargo, and what is to change
lead: Ambassadors of the European Union on [day] {agreed on|approved} a [num.ord] package of sanctions against [country], {adding|putting} [people] people and [firms] companies {to|on} the blacklist.
lead: {After|Following} {weeks of haggling|a night of talks}, the EU's member states {settled|closed ranks} on [day]: the [num.ord] round of measures against [country] {hits|covers} [goods].
lead: [people] officials and officers, [firms] companies and trade {worth|of} [value] million euros a year: {that is the reach of|so far goes} the [num.ord] sanctions package {which|that} the EU {adopted|sealed} on [day].
who: {Among those listed|On the list} are {judges|generals}, {two television hosts|the owner of a shipyard} and the {brother|cousin} of the {president|spy chief}, {diplomats|people familiar with the text} said.
who: The [people] newly listed {may not|can no longer} travel to the bloc, and {their accounts|any assets} {are|will be} frozen; {the same goes for|so will those of} [firms] companies.
who: Of the [firms] companies {concerned|named}, [third] {are based|sit} in third countries, {a first|which had been taboo}.
trade: {Exports|Sales} of [goods] {are banned|will be forbidden}; {last year|in the past year} that {business was worth|trade came to} [value] million euros.
trade: {The heart of the package|Its core} is {a ban on|an embargo on} [goods], {a trade of|worth} [value] million euros.
trade: From {next month|April 1} nobody in the bloc may {deal in|supply} [goods], {estimated|valued} at [value] million euros {annually|a year}.
loop: {Officials|Investigators} also {want to dry up|take aim at} [loophole], {which have kept|through which} {goods|supplies} {flowing|kept flowing}.
loop: [loophole.cap] {had made|have made} {a mockery|a sieve} of earlier rounds, {one diplomat|an official} {conceded|admitted}, {so|which is why} {customs officers|port authorities} get {new powers|more rights}.
veto: {One|A landlocked} member state {had blocked|held up} the deal {until|for eleven days until} it {won|obtained} an exemption for {its refinery|a pipeline} in [place].
veto: {What broke the deadlock|The way was clear once} an exception for {nuclear fuel|a steelworks} in [place] {was written in|had been granted}, [p1] said.
veto: {Resistance|Objections} from two capitals {melted|faded} after a {clause|footnote} on {a fertiliser plant|sugar} in [place] {was added|went in}.
answer: [p2] {called|branded} the step "{economic vandalism|a dead letter}" and {announced|threatened} {countermeasures|a reply} {within days|by the weekend}.
answer: "{We have learned to live without them|They hurt themselves first}," [p2] {said|told state television}.
next: The measures {take effect|enter into force} {when|once} they {are published|appear} in the Official Journal, {probably|expected} {on Friday|before the weekend}.
next: {Capitals|Governments} {still have to|must} sign by written procedure; {nobody expects|no one foresees} {trouble|surprises}.

@kind flood disaster
role p1: regional premier | regional premier ; water authority director | water authority director
role p2: fire chief | fire chief ; county commissioner | county commissioner
org: [region] Hydrological Service
list building: a riding stable ; the municipal archive in its cellar ; an organ workshop ; two nursing homes ; the allotments behind the brewery ; a paper mill ; the vineyard cooperative ; a campsite full of pensioners
list cause: a sluice gate that jammed half open ; three days of rain on frozen ground ; driftwood piled up against the weir ; a levee gnawed hollow by muskrats ; snow melting too fast on the plateau ; an old dam that nobody felt responsible for
title: [river] bursts its banks, [evac] people {evacuated|forced out}
title: [place] under water as [river] {crests|peaks} at [level] metres
title: {Sandbags and soup|Boats in the high street}: a night on the [river]
title: [p1.last] {promises|pledges} quick money for flooded [region]
title: Anger in [place] over [cause]
lead: The [river] {spilled over|burst} its banks {at|near} [place] on [day] and {drove|forced} [evac] people from their homes; [dead] {are|were} {feared dead|known to have died}.
lead: {Brown water|Floodwater} stood {waist-high|up to the windowsills} in the streets of [place] on [day] after the [river] rose to [level] metres, {higher than ever measured|a level not seen in living memory}, and [evac] people {had to leave|were brought to safety}.
lead: [dead] people {have died|lost their lives} and [evac] {were taken|had to be moved} to higher ground in [region], where the [river] {reached|climbed to} [level] metres on [day].
gauge: The {gauge|marker} {at|in} [place2] {showed|read} [level] metres at [clock], the [org] {said|reported}; {normal for the season is|on an ordinary day it is} {two|less than three}.
gauge: At [clock] the [org] {measured|registered} [level] metres {in|at} [place2]; {since then|from then on} the river {has been falling|fell} {by a hand's breadth|four centimetres} an hour.
gauge: "[level] metres {was not in any of our models|is off the chart}," {an engineer of|a hydrologist at} the [org] {said|admitted}.
why: {The catastrophe began with|What set it off was} [cause], [p2] said.
why: Experts {see|name} [cause] as the {main reason|trigger}; {an inquiry|the prosecutor} {is to clear up|will look into} {who knew|what went wrong}.
why: {Had it not been for|Without} [cause], [p2] {argued|is sure}, "{half of this|most of it} {would have stayed dry|could have been saved}".
loss: {Water|Mud} {ruined|swept through} [homes] houses and [building]; {insurers|the chamber of commerce} {estimate|put} the damage at [value] million.
loss: [homes] homes and [building] {were flooded|stood under water}, with damage {preliminarily|first} {estimated|put} at [value] million.
loss: {Heavily hit|Worst off} was [building]; in all [homes] {properties|buildings} {took in water|were hit} and the bill {may reach|is reckoned at} [value] million.
rescue: [crew] {firefighters|helpers} with [boats] boats {brought|ferried} people {out of|from} upper floors; {one man|a farmer} {refused to leave|would not go without} his {goats|pigeons}.
rescue: {All night|Until dawn} [boats] boats {went|shuttled} from house to house, and [crew] {volunteers|firefighters} {filled|stacked} sandbags.
rescue: [crew] {people|men and women} {are|were} {on duty|in action}, {equipped|with} [boats] boats and a helicopter that {plucked|lifted} {a postwoman|two anglers} from a {roof|tree}.
voice: "{My piano floated past me|The freezer was dancing in the hall}," said [p3], {who has lived by the water for thirty years|up to the knees in mud}.
voice: [p3] {rescued|carried out} {the photo albums|the wedding dress} and {left the rest|little else}. "{It smells of diesel everywhere|You cannot fight water}," {the [p3.job] said|said [p3.last]}.
aid: [p1] {announced|promised} [aid] million in {emergency aid|immediate help}, {to be paid|payable} without {forms|means test}.
aid: The {cabinet|regional government} {released|freed} [aid] million for {those affected|victims}, {but|though} mayors {call that|said it was} {a drop in the ocean|not enough}.
warn: {Downstream|Further down}, [place2] is {preparing|bracing} for the crest, {expected|due} {overnight|by morning}; schools {stay|will remain} closed.
warn: The all-clear {is not in sight|cannot be given}: {another front|more rain} is forecast for {the weekend|Thursday}.

@kind wildfire disaster
role p1: fire commander | fire commander ; head of the forest service | head of the forest service
role p2: environment minister | environment minister ; regional governor | regional governor
org: [region] Forest Service
list cause: sparks from a harvester ; a barbecue left smouldering by hikers ; an overloaded power line behind a quarry ; a burning bus on the ring road ; fireworks at a wedding ; a farmer burning brushwood despite a ban
list threat: a monastery with a library of parchments ; the radio telescope on the ridge ; a breeding station for vultures ; the cork oaks of a cooperative ; an ammunition depot ; the film studios outside town ; a herd of wild ponies ; a holiday village built of larch
title: Wildfire near [place] {burns through|destroys} [ha] hectares
title: {Thousands|[evac]} flee as flames near [place]
title: [threat.cap] {saved|spared} as wind turns
title: Smoke over [region]: [crew] firefighters in action
title: Police suspect [cause] behind [region] blaze
lead: A wildfire {fanned|driven} by {gusty|hot} winds {has burned|destroyed} [ha] hectares of {pine and scrub|woodland} near [place] since [day], {forcing|driving} [evac] people from their homes.
lead: {More than|Some} [crew] firefighters were {battling|fighting} on [day] to keep a forest fire {away from|out of} [place], where [evac] residents {had been told to leave|were evacuated}.
lead: {Flames|Fire} {came|advanced} to within two kilometres of [place] on [day]; [ha] hectares {lay|are} in ashes and [evac] people {have left|had to abandon} their houses.
area: The [org] {put|estimated} the burned area at [ha] hectares, {about|roughly} {a third of which|half of it} {in a nature reserve|protected}.
area: By {satellite|drone} the [org] {mapped|counted} [ha] hectares of {scorched|blackened} land.
area: [ha] hectares are {gone|lost}, {an area|a surface} that {took|had needed} {eighty|sixty} years to grow, the [org] said.
crew: [crew] firefighters, [planes] planes and {two dozen|a score of} bulldozers {were deployed|took part}; {eleven|four} of them {suffered|were treated for} smoke poisoning.
crew: [planes] aircraft {scooped|drew} water from the reservoir {above|at} [place2] while [crew] people {cut|dug} firebreaks {with chainsaws|by hand}.
crew: {On the ground|Along the front} [crew] {men and women|firefighters} {are working|worked} in shifts of twelve hours, with [planes] planes {overhead|dropping water until dusk}.
cause: {Investigators|Police} {believe|think} that [cause] {started|caused} the blaze.
cause: {As to how it began, the trail leads to|The fire was probably started by} [cause], {a police spokeswoman|the prosecutor} said.
cause: [p2] spoke of "{unforgivable carelessness|a disaster with a signature}" after {it emerged that|reports that} [cause] {had set off|lay behind} the fire.
threat: {Of particular concern is|The biggest worry is} [threat], {barely|only} {one kilometre|fifteen minutes' walk} from the {front|flames}.
threat: Crews {sprayed|soaked} the {slopes|grounds} around [threat] {throughout the night|with foam}.
threat: {For a while|At midday} it looked as if [threat] {could not be held|was lost}, [p1] said, {until|then} the wind {turned|dropped}.
voice: "{The sky was orange and the birds were gone|It rained ash on the washing},"  said [p3], {who left with two suitcases|who was packing the car}.
voice: [p3] {stayed|remained} to the last to {water the roof|let the sheep out}. "{You hear it before you see it|It roars like a waterfall}," {said the [p3.job]|[p3.last] said}.
road: The road {between|from} [place] {and|to} [place2] {is|was} closed, {trains|buses} {stopped running|were cancelled}, and {in three villages|in places} the {power|electricity} {failed|was cut}.
road: Drivers {are asked|were told} to avoid the {stretch|road} to [place2]; visibility there {is|was} under fifty metres.
hope: [p1] {expects|hopes} to {contain|ring} the fire {by tomorrow evening|within two days}, {provided that|if} the humidity {rises|stays above forty percent}.
hope: {Containment|Progress} {stood|was put} at [contained] percent {in the evening|at last count}, [p1] said, "{and I do not promise more|which is not nothing}".

@kind crash disaster
role p1: transport minister | transport minister ; state secretary for transport | state secretary for transport
role p2: police spokesman | police spokeswoman ; district prosecutor | district prosecutor
org: [region] Railways ; Transversal Rail ; NordWest Bahn
list obstacle: a gravel lorry stuck on a level crossing ; a cow that had strayed onto the line ; a rail buckled by heat ; a runaway freight car loaded with beets ; a fallen crane arm ; a switch left in the wrong position ; a boulder loosened by rain ; a maintenance trolley that nobody had reported
list load: a school orchestra on tour ; nurses coming off the night shift ; supporters of a third-division club ; a group of Portuguese bricklayers ; cadets going home on leave ; pilgrims with candles ; delegates of a beekeepers' congress ; families bound for the zoo
title: Train {derails|crashes} near [place], [dead] dead and [hurt] {injured|hurt}
title: [dead] killed as express hits obstacle {outside|near} [place]
title: "The carriage simply folded": survivors of the [place] crash {speak|remember}
title: [p1.last] orders review of [org] after accident
title: Was it [obstacle]? The hunt for the cause
lead: [dead] people were killed and [hurt] injured when a {regional|passenger} train {derailed|left the rails} near [place] on [day], {police said|according to police}.
lead: A train of [org] {carrying|with} [aboard] passengers {ran into|struck} [obstacle] {near|outside} [place] on [day]; [dead] people {died|did not survive} and [hurt] were {taken to hospital|hurt}.
lead: {Twisted metal|Torn seats}, {children's rucksacks|scattered luggage}, silence: near [place] a train {came off the tracks|overturned} on [day] with [aboard] people on board, [dead] of whom are dead.
speed: The train was {doing|travelling at} [speed] kilometres an hour when it {hit|met} [obstacle], {data from the recorder showed|according to the recorder}.
speed: {Recorder|Black box} data {suggest|point to} a speed of [speed] kilometres an hour; {the limit there|permitted} is [limit].
speed: At [speed] kilometres an hour the driver {had|was left with} four seconds {to brake|for the emergency brake} before [obstacle], {an expert reckoned|the operator said}.
who: {On board|Among the [aboard] passengers} were [load].
who: The {second|last} coach, {reserved for|occupied by} [load], {was hit hardest|rolled down the embankment}.
who: [load.cap] {filled|had taken} the {front|rear} carriage; {their|the} {relatives|families} {are being cared for|were brought} {in|to} a hall in [place2].
help: {Rescuers|Firefighters} {needed|worked} five hours {with cutting gear|under floodlights} to {free|reach} the last {trapped|pinned} passengers; {eight|six} helicopters {flew|carried} the {wounded|injured} {out|to} [place2].
help: Hospitals in [place2] {called in|summoned} {all available surgeons|off-duty staff}; [hurt] people {were treated|needed treatment}, {nine|seven} of them {in danger of their lives|critically hurt}.
voice: "{First a bang, then sand and glass everywhere|I held on to a stranger's coat}," said [p3], {who was sitting in the dining car|who climbed out through a window}.
voice: [p3] {lives|has a garden} {beside|next to} the line and was {first|among the first} to arrive. "{Someone asked me the time, over and over|We used doors as stretchers}," {[p3.last] said|the [p3.job] said}.
probe: [p2] {said|confirmed} that {phones and logbooks|the signal box records} {had been seized|were secured}; the {driver|dispatcher} {is being questioned|is under shock}.
probe: {Investigators|The prosecutors} {have opened|opened} {a case|proceedings} {against persons unknown|for negligent homicide}, [p2] said.
probe: It {is too early|would be wrong} to {blame anyone|name the guilty}, [p2] said, {but|although} [obstacle] {played a part|was the trigger}.
line: The line {between|from} [place] {and|to} [place2] will {stay closed|be shut} for {at least ten days|two weeks}; [org] {has laid on|runs} buses.
line: [org] {suspended|cancelled} all services on the [place2] line {and set up|with} a hotline; {its shares|the operator's licence} {may be at risk|came under pressure}.
politics: [p1] {visited|came to} the site {in the evening|at noon} and {spoke of|called it} "{a black day|a wound for the region}"; {flags|theatres} {fly at half-mast|stay closed}.
politics: {Opposition politicians|Unions} {recalled|pointed out} that {an audit|a report} {three years ago|in 2022} had {criticised|found fault with} [faults] {signals|crossings} of [org].

@kind verdict justice
role p1: former mayor of [place] | former mayor of [place] ; ex-banker | ex-banker ; building contractor | building contractor ; former hospital director | former hospital director
role p2: presiding judge | presiding judge ; chief prosecutor | chief prosecutor
org: [region] Regional Court ; Criminal Court of [place2]
list scheme: invoices for gravel that was never delivered ; bribes hidden in crates of wine ; a kindergarten that existed only on paper ; rigged tenders for street lamps ; loans to a dead man's company ; fake overtime for ambulance crews ; land bought cheap a week before rezoning ; subsidies for olive trees in a car park
list proof: a notebook found in a freezer ; the voice messages of a jilted bookkeeper ; receipts from a casino cloakroom ; a parrot dealer's ledger ; the hard disk of a broken photocopier ; a chauffeur's logbook
title: [p1.name] sentenced to [years] years {in prison|in jail}
title: Court {jails|convicts} [p1.role] over [scheme]
title: [years] years for {fraud|graft}: [place] and its fallen {star|patron}
title: [p1.last] to appeal, lawyer says
title: How [proof] brought down a powerful figure
lead: The [org] on [day] sentenced [p1] to [years] years in prison for {fraud|embezzlement} and {bribery|breach of trust} {involving|over} [scheme].
lead: {Guilty on|A conviction on} [counts] counts, [years] years {behind bars|in prison}: the [org] {found|ruled} on [day] that [p1] {had enriched|enriched} {himself or friends|a circle of friends} {through|with} [scheme].
lead: [p1] must go to prison for [years] years, {judges|the bench} at the [org] {decided|ruled} on [day] after {a trial|hearings} {lasting|of} [days] days.
sum: {Prosecutors|The indictment} {put|set} the loss to {taxpayers|the public purse} at [sum] million; {the court accepted|judges followed} {most of that|that figure}.
sum: In all [sum] million {disappeared|vanished}, {much of it|a good part} through [scheme].
sum: Of the [sum] million {at issue|that went missing} {less than a tenth|only a fraction} {has been recovered|turned up}, {in an account|partly} {in|at a bank in} [place2].
proof: {The decisive piece of evidence was|What tipped the scales was} [proof].
proof: [proof.cap] {convinced|swayed} the {bench|judges}; the {defence|defenders} had {fought|tried} in vain to have {it|the evidence} excluded.
proof: It was [proof] that {put|had put} {detectives|investigators} on the trail {four|three} years ago.
judge: "{You treated the town as your purse|Greed wore a friendly face},"  [p2] {told|said to} the {defendant|accused}, who {showed no emotion|stared at the ceiling}.
judge: {In the reasoning|Giving reasons}, [p2] {spoke of|described} "{a system of favours|a slow poisoning of trust}" {that|which} {lasted|went on} {eight|six} years.
judge: [p2] {needed|took} {three|two} hours to read {the judgment|the reasons}, {at the end of which|after which} the [counts] counts {left no doubt|all stood}.
defence: The {defence|defendant's lawyers} {will|want to} appeal; {counsel|attorney} [p3] {called|considers} the sentence "{out of all proportion|a political verdict}".
defence: "{We shall meet again one floor up|This is not over}," said {defence lawyer|counsel} [p3], who had {asked|pleaded} for {acquittal|probation}.
crowd: {Outside|In front of} the courthouse {a few dozen people|former employees} {clapped|whistled} when the {car|prison van} {drove|pulled} {away|off}.
crowd: {In the gallery|On the public benches} {former colleagues|pensioners} {sat|listened} {in silence|with folded arms}; {one woman|a man in a wheelchair} {wept|shouted "shame"}.
others: Two {co-defendants|associates} {received|got} suspended sentences, a third {was acquitted|walked free}.
others: {A brother-in-law|The secretary} of the {convicted|accused} {escaped|got away} with a fine of [fine], {others|three more} await trial.
history: The {case|affair} {came to light|surfaced} when {an auditor|a trainee} {noticed|stumbled over} {identical signatures|round sums} in {old files|the books of} [place].
history: For {a decade|years} [p1.last] {had been|was} {the person to see|the first address} in [place]; {schools|a sports hall} {still bear|carry} {the family's|that} name.

@kind strike economy
role p1: union leader | union leader ; chief negotiator of the union | chief negotiator of the union
role p2: head of personnel at [org2] | head of personnel at [org2] ; spokesman for [org2] | spokeswoman for [org2]
org: United Workers' Union ; Union of Service Trades ; [region] Labour Federation
list branch: ferry crews ; baggage handlers ; hospital cleaners ; tram drivers ; dock crane operators ; bakery workers ; prison guards ; lock keepers ; postal sorters ; sugar refinery hands
list chaos: lettuce rotted in the containers ; commuters shared taxis with strangers ; a cruise ship had to anchor off the coast ; weddings took place without cake ; operations were put off ; letters piled up in gymnasiums ; milk was poured into the fields ; tourists slept on folding beds
title: Strike by [branch] {brings|puts} [place] to a standstill
title: [branch.cap] walk out over pay, [chaos]
title: [org2] {offers|puts} [offer] percent, union wants [pct]
title: No end in sight to [region] {walkout|stoppage}
title: [p1.last] threatens to {extend|widen} industrial action
lead: {Some|About} [staff] [branch] {walked off the job|stopped work} in [place] {on|at midnight on} [day] {to press for|in support of} [pct] percent more pay.
lead: {Nothing moves|Little works} in [place]: a strike by [staff] [branch] {began|entered its first full day} on [day] after talks with [org2] {collapsed|broke down}.
lead: Because [staff] [branch] {laid down|downed} tools on [day], [chaos] {in and around|in} [place].
demand: The [org] {demands|is asking for} [pct] percent and {a shorter week|two extra days off}; [org2] {has put|put} [offer] percent {on the table|forward}.
demand: [pct] percent {is the demand|is what members want}, [offer] {percent was|is} the {offer|answer}, {and there is|with} {nothing|a long way} in between, [p1] said.
demand: {Between|The distance between} [offer] percent ({the employer|[org2]}) and [pct] percent ({the union|[org]}) {lies|is} {a gap|a gulf} that {two|three} {rounds|nights} of talks {failed to close|could not bridge}.
chaos: {Around|In} [place2] [chaos], {a port official|the chamber of commerce} said.
chaos: The {effects|consequences} were felt {within hours|by lunchtime}: [chaos].
chaos: {By the afternoon|On the first day} [chaos], and {shops|petrol stations} in [place2] {reported|saw} {queues|empty shelves}.
boss: [p2] {called|described} the walkout "{disproportionate|a gamble with other people's money}" and {put|estimated} the {daily loss|damage} at [value] million {a day|per day}.
boss: "{We cannot pay what we do not earn|The door is open},"  said [p2]; {each|every} day {costs|is costing} [value] million.
boss: The company {is losing|loses} [value] million a day, [p2] said, {and hinted|adding} that {temporary staff|replacements} {might be|could be} {hired|brought in}.
picket: At the {gate|main entrance} [p3] {kept|was keeping} a {fire|grill} going in an oil drum. "{I earn less than my father did|After rent there is nothing left}," {the [p3.job] said|said [p3.last]}.
picket: "{We are not asking for the moon|Applause does not fill the fridge}," said [p3], {wrapped in a union flag|who has been on the picket line since four}.
law: A labour court {rejected|threw out} an {injunction|application} by [org2] {on the eve|hours before the start}.
law: [org2] {went to court|sought an injunction} {without success|in vain}: {judges|the court} {found|held} the notice of [notice] hours {sufficient|in order}.
vote: In a ballot [ballot] percent of {members|those entitled} {had voted|voted} for {the stoppage|industrial action}.
vote: {Backing|Support} {is solid|runs deep}: [ballot] percent {said yes|were in favour} {in|at} the {ballot|vote} {last month|two weeks ago}.
next: {Mediators|A retired judge} {will|is to} {invite|bring} {both sides|the parties} {to talks|together} on {Thursday|Monday} in [place2].
next: [p1] {held out|did not rule out} {a truce|a pause} if [org2] {raises|improves} its offer {by the weekend|in writing}.

@kind takeover economy
role p1: [org] chief executive | [org] chief executive
role p2: chairman of [org2] | chairwoman of [org2] ; founder of [org2] | founder of [org2]
org: [company]
list product: lighthouse optics ; organic fertiliser ; ticketing software ; rail brakes ; pet insurance ; optical fibres ; cough syrups ; parking garages ; school textbooks ; wind turbine gearboxes
list condition: the sale of nineteen petrol stations ; a job guarantee until the end of the decade ; a green light from the cartel office ; the consent of a widow with a blocking minority ; keeping the brand name for ten years ; a clean-up of the old tannery site
title: [org] to buy [org2] for [value] billion
title: [value] billion {bid|offer}: [org] reaches for rival [org2]
title: [org2] staff fear for [jobs] jobs after takeover {deal|news}
title: [p2.last] {explains|defends} sale: "{Better a good home than a slow end|We were too small}"
title: Investors {wonder|ask} whether the price for [org2] is right
lead: [org] {is buying|will buy} [org2], a {maker|provider} of [product], for [value] billion, {both companies|the two firms} {announced|said} on [day].
lead: {The long rumoured deal is done|It is the biggest merger of the year in its trade}: [org] {pays|is paying} [value] billion for [org2], {known for|the specialist in} [product], {according to|it said in} a statement {of|on} [day].
lead: For [value] billion {the family-owned|the once proud} [org2] {passes|goes} to its competitor [org], {which|and the buyer} thereby {becomes|rises to} {number two|market leader} in [product].
price: {Shareholders|Owners} of [org2] {receive|are to get} [premium] percent {more than|above} {Friday's|the last} closing price, {in cash|two thirds of it in cash}.
price: The {offer|bid} {includes|contains} a premium of [premium] percent; the {paper|stock} of [org2] {jumped|rose} [move] percent {in response|at once}.
price: {With|At} a premium of [premium] percent the price is "{steep but fair|full}", {a banker|a person} {involved|close to the talks} said.
cond: {The deal hinges on|A condition is} [condition].
cond: {Before the ink is dry|Still missing is one thing}: [condition], {lawyers|advisers} {pointed out|said}.
cond: [condition.cap] {is part of the contract|was the last sticking point}, [p1] said.
jobs: {Unions|Works councils} {fear|warned} {for|of the loss of} [jobs] jobs, {above all|most of them} in [place], where [org2] {has its headquarters|was founded in a shed}.
jobs: Of {the|some} [staff] {employees|staff} of [org2], [jobs] work in [place]; {their|the} {works council|representatives} {learned of it|heard the news} {from the radio|by e-mail}.
jobs: {In|At the plant in} [place] [jobs] people {build|make} [product]; [p1] {promised|assured} them {in person|in a letter} that {no site|nothing} would {close|change overnight}.
seller: [p2] will {keep|retain} a seat on the board. "{I cried, and then I signed|Parents must let go}," {is how [p2.last] put it|[p2.last] said}.
seller: "{Our grandchildren did not want it|Alone we would have been crushed}," said [p2], {who had turned down|after refusing} {two|three} earlier {offers|suitors}.
synergy: [org] {expects|reckons with} savings of [cost] million a year from {purchasing|joint warehouses} and {logistics|one computer system}.
synergy: {Synergies|Savings} of [cost] million {annually|a year} {are planned|were mentioned}, {from|starting in} the third year.
doubt: {Analyst|Fund manager} [p3] {was unimpressed|is doubtful}: "{Two lame horses do not make a racer|Someone has overpaid here before}."
doubt: [p3], {who follows the sector|an analyst}, {sees|spoke of} "{a marriage of convenience|a defensive move}" and {doubts|questions} the {timetable|savings}.
date: The transaction {should|is to} {be completed|close} {in the third quarter|by autumn}; {until then|before that} both {remain|stay} {competitors|independent}.
date: {Regulators|Cartel watchdogs} in {four|six} countries {must|have to} agree; [p1] {expects|counts on} {closing|completion} {before|by} {September|the end of the year}.

@kind resignation politics
role p1: agriculture minister | agriculture minister ; interior minister | interior minister ; culture minister | culture minister ; health minister | health minister ; defence minister | defence minister
role p2: prime minister of [region] | prime minister of [region] ; head of government | head of government
org: Civic Alliance ; Progress Party ; Rural Union ; New Centre
list scandal: free nights in a spa hotel ; a doctorate with borrowed chapters ; contracts for a brother's printing shop ; a hunting trip paid for by a cement firm ; wiretaps on two journalists ; masks bought at nine times the price ; a secret pension ; a villa registered to the chauffeur
list paper: a photograph from the hotel bar ; a leaked audit of forty pages ; the diary of a former aide ; a bill for truffles ; a recording made in a lift ; an e-mail sent to the wrong address
title: [p1.role.cap] [p1.last] resigns over [scandal]
title: [p1.name] steps down after {days|weeks} of pressure
title: After [p1.last]: [p2.last] {looks for|needs} a successor
title: "I made mistakes": the fall of a {minister|political talent}
title: Opposition {demands|calls for} new elections in [region]
lead: [p1] {resigned|stepped down} on [day] over [scandal], {the government|a spokesman} {said|confirmed}.
lead: {After|Following} {nine|eleven} days of {denials|headlines}, [p1] {gave up|threw in the towel} on [day]: the {affair|row} about [scandal] {had become|was} {too heavy a burden|unbearable for the coalition}.
lead: In a {statement|declaration} of {barely two minutes|four sentences}, [p1] {announced|declared} on [day] that {it was time to go|the office had to be protected}. {The cause|The reason}: [scandal].
paper: {The turning point was|What made the position untenable was} [paper], {published|printed} by a {magazine|local paper} {on the eve|at the weekend}.
paper: [paper.cap] {contradicted|refuted} {earlier statements|what parliament had been told}.
paper: {Until|Before} [paper] {turned up|appeared}, {hardly anyone|few} in the [org] had {doubted|questioned} the {minister|story}.
money: It {concerns|is about} [sum] thousand euros, {which have been paid back|none of it declared}.
money: {Auditors|The court of auditors} {calculated|found} that [sum] thousand euros {were|had been} {involved|booked under "other"}.
money: {At stake|In dispute} are [sum] thousand euros, {small change|not much} {beside|compared with} the loss of {trust|face}, {a party elder|a deputy} said.
chief: [p2] {accepted|took note of} the resignation "{with respect|with regret}" and {wants to|will} name a successor {by Friday|within days}.
chief: [p2] {had stood by|defended} the {minister|colleague} {as late as|until} {the morning|Sunday}; {in the evening|by nightfall} {there was only thanks|the tone had changed}.
chief: "{Nobody is above the rules|This was unavoidable}," [p2] {said|remarked}, {looking tired|without taking questions}.
rival: {Opposition leader|Opposition chief} [p3] {called it|spoke of} "{a late insight|the tip of an iceberg}" and {demanded|called for} {an inquiry|a special sitting}.
rival: {For|To} {opposition leader|the opposition's} [p3] {the matter is not closed|that is not enough}: "{The whole cabinet smells of it.|Who else knew?}"
seats: The [org] {governs|rules} with a majority of {only|just} [majority] seats, {which makes|and} {every|any} {by-election|defection} {dangerous|counts}.
seats: In {parliament|the assembly} the coalition {leads by|is ahead by} [majority] votes; {two|three} {backbenchers|deputies} {are said to waver|have announced abstention}.
career: [p1.last] {entered|had entered} politics {as a|by way of being a} {village teacher|vet|choir leader}, {rose|and rose} {quickly|through hard work} and {was seen|was regarded} as {a future party leader|the party's best hope}.
career: {Before|In the time before} the {scandal|affair} [p1.last] {had pushed through|was known for} a {school lunch law|river protection law} that {even rivals praise|carries the family name}.
poll: In a {survey|poll} [poll] percent {had called for|wanted} the {departure|resignation}.
poll: {Public patience|The mood} {had run out|was clear}: [poll] percent {of those polled|of voters} {favoured|were for} {a resignation|going}.

@kind cyberattack justice
role p1: head of IT | head of IT ; crisis manager | crisis manager
role p2: cybercrime investigator | cybercrime investigator ; data protection commissioner | data protection commissioner
org: [region] Clinics ; [place] City Administration ; [region] Waterworks ; University of [place]
list service: payroll and the canteen tills ; dialysis appointments ; the parking meters ; marriage registrations ; the library lending desk ; waste collection routes ; laboratory results ; the tram timetable displays
list entry: an invoice that was not one ; a forgotten fax server ; the password of a retired caretaker ; a manipulated coffee machine ; a USB stick found in the car park ; an unpatched door-lock system
title: Hackers {paralyse|cripple} [org], {demand|want} [ransom] million
title: Data of [records] people {stolen|copied} in attack on [org]
title: [gang] {claims|says it is behind} [place] cyberattack
title: Pen and paper again: [place] after the hack
title: [p2.last] warns of {copycats|more attacks}
lead: Hackers have {crippled|shut down} the computers of [org] and {stolen|taken} the data of [records] people, {officials|the organisation} said on [day].
lead: {Screens have been dark|Nothing works} at [org] since [day]: {attackers|criminals} calling themselves [gang] {encrypted|locked} the servers and {want|demand} [ransom] million {in digital currency|for the key}.
lead: {A group|A gang} named [gang] {broke into|attacked} the network of [org] and {threatens|is threatening} to publish {files on|records of} [records] people, it {became known|emerged} on [day].
down: {Affected|Out of action} are [service]; {staff|employees} {write|are working} with {pencil and paper|carbon paper}.
down: [service.cap] {failed|broke down} first, {then|and an hour later} {the telephones|the e-mail} {went silent|followed}.
down: {It will take weeks|Ten days may pass} before [service] {run|work} normally, [p1] said.
entry: The intruders {came in|got in} through [entry], {forensic experts|specialists} {found|believe}.
entry: {The door was opened by|It began with} [entry], {as|so} [p2] {explained|put it}.
entry: [entry.cap] {was enough|sufficed} to {get past|defeat} {two firewalls|all barriers}, an {internal report|e-mail to staff} says.
data: {Names, addresses and|Addresses and} {bank details|medical notes} of [records] people {are in foreign hands|were copied}.
data: [records] {people|persons} {will|are to} {receive|get} a letter; {their|the} {records|files} {go back to|date from as early as} {1998|2004}.
data: A {sample|first packet} {appeared|surfaced} {online|in a forum}; it {seems|looks} genuine, [p2] said, and concerns [records] {individuals|people}.
pay: {A ransom|The ransom} of [ransom] million {will not be paid|is out of the question}, [p1] {stressed|said}.
pay: "{We do not negotiate with thieves|Not one cent},"  said [p1] about the {demand|claim} of [ransom] million.
pay: {Whether|If} the [ransom] million {will be|are to be} paid {was left open|nobody would say}; {police|investigators} {advise against it|urged firmness}.
gang: [gang] {has claimed|is held responsible for} {at least|some} [victims] attacks {since last summer|in two years}, from {dentists|breweries} to {a shipping line|a ministry}.
gang: {According to|By the count of} [p2], [gang] {has|had} {struck|hit} [victims] times before.
voice: [p3] {stood|waited} {in vain|an hour} {at the counter|in the corridor}. "{They asked me for my date of birth and wrote it on an envelope|Suddenly everyone had time to talk}," {[p3.last] said|said the [p3.job]}.
voice: "{It feels like a burglary|I have changed every password I own},"  said [p3], whose {file|data} {was among those stolen|was probably copied}.
cost: {Restoring|Rebuilding} the systems {will cost|costs} [cost] million, {insurance|the insurer} {pays|covers} {half|a part}.
cost: The {damage|bill} is {put|estimated} at [cost] million, {not counting|without} {lawsuits|overtime}.
back: {Technicians|Specialists} {have brought|brought} {sixty|forty} of {two hundred|three hundred} servers {back|online again}, {priority goes to|first comes} whatever {saves lives|is urgent}.
back: {Step by step|Floor by floor} [org] is {returning|coming back} {to the network|online}; {full service|normality} is {planned|promised} for {the end of the month|Easter}.

@kind heist justice
role p1: museum director | museum director ; curator | curator
role p2: chief inspector | chief inspector ; head of the art crime squad | head of the art crime squad
org: [place] City Museum ; [region] Gallery ; Museum of [place] ; Palace Collection of [place]
list loot: Bronze Age gold discs ; a Flemish winter landscape ; three icons of the Novgorod school ; a violin by a Cremonese master ; ivory chessmen from a royal tomb ; a collection of pocket watches ; the chain of office of the last archbishop ; blue porcelain lions
list way: through a skylight with a climbing rope ; in the overalls of a heating firm ; by way of a sewer under the courtyard ; with a fire engine stolen the day before ; hidden in a packing case ; through the wall of the bakery next door
title: Thieves {steal|take} [loot] from [org]
title: Museum {heist|theft} in [place]: loot worth [value] million
title: [minutes] minutes, no trace: how the [place] burglars worked
title: [p1.last] appeals to thieves: "{Do not melt it down|Please keep it dry}"
title: Reward of [reward] offered after break-in
lead: Thieves {broke into|robbed} the [org] {in the early hours of|before dawn on} [day] and {made off|escaped} with [loot], {valued|insured} at [value] million.
lead: {In|Within} [minutes] minutes {a gang|burglars} {emptied|cleared} {a showcase|two rooms} of the [org] on [day]; they left with [loot], {worth|valued at} [value] million.
lead: {One of the country's treasures is gone|An alarm rang, and nobody came}: {burglars|thieves} {stole|carried off} [loot] from the [org] {on|in the night before} [day].
way: They {came|got in} [way], {police|detectives} {said|believe}, and {knew|were aware} {exactly|well} where the cameras {hang|were}.
way: {Entering|Having entered} [way], the {perpetrators|burglars} {needed|took} [minutes] minutes {in all|from start to finish}.
way: {Video pictures|Footage} {show|shows} [thieves] {figures|people} who {appear|came in} [way].
loot: [loot.cap] {cannot be sold|are far too famous to be sold}, [p1] said; {that|this} {raises|is} {the fear|a worry} {of destruction|that they may be destroyed}.
loot: {Insurers|Experts} {put|set} the {value|worth} at [value] million, {but|though} "{you cannot insure memory|the loss is beyond numbers}", {according to|said} [p1].
loot: {Apart from|Besides} [loot] {nothing|little else} {is missing|was touched}, which {suggests|points to} {a theft to order|inside knowledge}.
police: [p2] {leads|heads} a team of [crew] {officers|detectives}; {borders|airports} {were alerted|have been informed}.
police: A {burnt-out|stolen} {van|estate car} {was found|turned up} near [place2] {hours later|in the afternoon}, [p2] said, {with|and in it} {gloves|a wig}.
police: "{They left us one shoe print and a lot of dust|It was not their first time}," said [p2], {whose|and a} team {has|of} [crew] {people|officers} {on the case|is at work}.
alarm: The alarm {sounded|went off} at [clock], but {the guard|the night watchman} {thought of|suspected} {a cat|a moth, as so often}.
alarm: {It emerged|It turned out} that the {alarm|security} system {dated|was} from {1996|1991} and {that its replacement had|its renewal had} been {put off|postponed} {three times|twice}.
alarm: At [clock] {a motion sensor|the alarm} {reported|registered} {movement|something}; the {first patrol|police} {arrived|was there} {nineteen|fourteen} minutes later.
reward: {1:A reward|The insurer offers a reward} of [reward] euros {for tips|for information} {1:has been offered|leading to the return}.
reward: {For|In return for} {useful|decisive} {tips|hints} [reward] euros {are promised|will be paid}; {over|about} {ninety calls came in|sixty people rang} {on the first day|by evening}.
voice: {Neighbour|Passer-by} [p3] {heard|noticed} {a drill|an engine} {and thought of roadworks|at about that time}. "{Who breaks into a museum?|They even said good morning,}" {said the [p3.job]|[p3.last] asked}.
voice: "{As a child I came here every rainy Sunday|It belongs to all of us}," said [p3], {who laid a flower|in tears} {at the door|outside}.
museum: The museum {stays|remains} closed {until|at least until} {the weekend|further notice}; {a concert|a children's party} {was cancelled|will be moved}.
museum: {Last year|In its best year} [visitors] visitors {came to|passed through} the [org], {many|most} {because of|for} [loot].

@domain disaster
quote: "{We will not leave anyone behind|Nobody will be forgotten}," [p2] {told|promised} {residents|people} {at a meeting|in the square}, {and asked|asking} for {patience|a little trust}.
quote: [p1] {thanked|praised} the helpers, who {had been|have been} on their feet for {thirty|more than twenty} hours.
quote: "{What we need now is quiet work and no tourists|Please stay away from the area}," said [p1].
quote: {Asked|Questioned} about {warnings|early signs}, [p1] {replied|said} that "{the honest answer is that we do not know yet|every lesson will be drawn, but not tonight}".
quote: [p2] {rejected|pushed back against} {criticism|complaints} that {help had come late|the sirens had stayed silent}.
back: {A psychologist|A team of chaplains} {looks after|is caring for} {children|relatives} in {the parish hall|a former supermarket}.
back: {A hotline|A number} for {relatives|families} {has been set up|is staffed day and night}; by {evening|noon} {it had taken|there were} [calls] calls.
back: {Donations|Gifts} {of clothes|of blankets} {are no longer needed|have overwhelmed the depot}, {the town hall|the organisers} said, {but|whereas} {work gloves|generators} {are|still are}.
back: The last {comparable|similar} disaster in [region] {goes back to|was in} {[oldyear]|the year [oldyear]}, when {the old market|half of the lower town} was {lost|destroyed}.
back: {Insurers|Insurance experts} {point out|noted} that {barely a third|fewer than half} of {households|owners} in [region] are {covered|insured} against {such events|natural hazards}.
back: {Geographers|Researchers} at the university {had warned|warned} {in a paper|in a study} {two|six} years ago that {building|settlement} in the {valley|area} {had gone too far|was a risk}.
back: {At|In} the secondary school {lessons|classes} {were cancelled|will not resume before Monday}; the {gym|canteen} {serves as|has become} {an information centre|a depot}.
close: Flags on the town hall of [place] {were|will be} {lowered|flown at half-mast}.
close: A {service|memorial service} {is planned|will be held} {on Sunday|at the weekend} in [place2].
close: {The search|Work} {was to continue|goes on} {through the night|at first light}.
close: {A commission|An inquiry} {is to|will} {report|present first results} {within six weeks|by the summer}.

@domain economy
quote: [p1] {struck|chose} a {sober|careful} tone: "{We plan with what we know|I prefer dull surprises}."
quote: "{The numbers speak for themselves|One should not celebrate too early}," [p1] said {in an interview|at a press conference} {in|held in} [place].
quote: {In a letter to staff|In a memo} [p1] {thanked|asked} employees for {their patience|their trust} "{in a year that spared nobody|through all the noise}".
quote: {Whether that will be enough|How long this lasts} {remains open|is disputed}; [p2] {speaks of|expects} "{a bumpy road|a year of two halves}".
quote: [p2] {does not share|shares} the {optimism|concern} and {recommends|advises} {waiting|a look at the small print}.
back: The {chamber of commerce|employers' federation} in [region] {welcomed|greeted} the news {cautiously|without enthusiasm}.
back: {Economists|Experts} {have long|had} {pointed to|complained about} {high energy bills|slow permits} and {a lack of|the shortage of} {apprentices|skilled labour} in [region].
back: {In|Around} [place] {roughly|about} {one in nine|one in seven} jobs {depends|hangs} {directly or indirectly|in one way or another} on {the sector|the trade}.
back: {A year ago|Twelve months ago} {the picture had been|things looked} {quite different|gloomier}: {orders|new orders} were {shrinking|falling} and {short-time work|hiring freezes} {the rule|common}.
back: {The figures|The data} {are preliminary|have not yet been audited} and {may be|could be} revised {in May|in the spring}.
back: {Consumers|Households} {are likely|will probably} {to notice|to feel} {little|nothing} {before|until} {the autumn|next year}, {a consumer group|the consumer centre} {said|estimated}.
back: {Comparable|Similar} {moves|steps} {abroad|elsewhere} {had|brought} mixed results, {research|a study} {by|from} the {Institute for Applied Economics|Centre for Trade Studies} {shows|showed}.
close: {More details|Further details} {are to be|will be} {published|presented} {next Thursday|at the end of the month}.
close: {The next|Another} {meeting|round} is {scheduled|set} for {April|five weeks from now}.
close: {For [place] it is|It is} {the second|the third} {such announcement|big business story} {this year|within months}.
close: {Neither side|No one} {wanted to comment|would comment} {further|beyond that} on [day].

@domain politics
quote: "{Unity has its price, and we have paid it|It was harder than it looks}," [p1] said {after midnight|on leaving the building}.
quote: [p2] {left|departed} {by a side door|without a word to the waiting press}.
quote: "{Words are cheap|Time will tell}," {said|commented} [p3], {a member of parliament|who sits on the committee}.
quote: {In the corridors|Behind closed doors} {the talk was|there was talk} of {a deal|an understanding} {reached|struck} {over dinner|on the telephone}.
quote: [p3] {accused|reproached} [p2] of "{playing for time|theatre}" {in a speech|on the radio}.
back: {Observers|Commentators} {see|detect} {in this|behind it} a {shift|change of mood} that {began|started} {with the municipal elections|last autumn}.
back: {A vote|A debate} in {parliament|the chamber} {is|has been} {scheduled|set} for {next week|Wednesday}; {a majority|approval} {is considered|seems} {certain|likely}.
back: {Diplomats|Officials} {from three countries|in two capitals} {described|spoke of} {the mood|the talks} as {icy|matter-of-fact}.
back: {Civil society groups|Campaigners} {had|have} {long demanded|collected [calls] signatures for} {more transparency|stricter rules}.
back: The {press|newspapers} {reacted|responded} {with mockery|harshly}: "{Too little, too late|The end of a long evening}", {headlined|wrote} {one tabloid|a provincial daily}.
back: {Lawyers|Jurists} {doubt|disagree over} whether {the text|the decision} {would survive|will stand} a challenge {before the courts|in Luxembourg}.
back: {It is|This is} {not the first time|the third time in ten years} that {a government|a coalition} {has tripped over|struggles with} {such a question|this}.
close: {A press conference|A statement} {is planned|was announced} for {Thursday morning|tomorrow}.
close: {How|In which way} {business leaders|the markets} will {react|take it} {remains to be seen|was unclear at first}.
close: {Demonstrations|A rally} {have been announced|is expected} in [place] {for the weekend|on Saturday}.
close: {The text|A draft} {runs|comes} to {some|about} [pages] pages.

@domain justice
quote: [p2] {appealed|called on} {witnesses|anyone with information} to {come forward|contact the police}.
quote: "{We follow every lead, even the silly ones|Patience solves more cases than genius}," [p2] said.
quote: [p1] {would not|did not want to} {comment|answer questions} {on the advice of lawyers|for the time being}.
quote: "{I sleep badly|It has been a long week}," [p1] {admitted|said} {quietly|when asked}.
quote: {Speaking to reporters|In front of cameras}, [p2] {asked for understanding|said} that {details|more} {could not be given|would harm the inquiry}.
back: {Similar|Comparable} cases {have occupied|had kept} {the courts|investigators} in [region] {busy|since [oldyear]}.
back: {Criminologists|Experts} {estimate|assume} that {only one in five|barely one in ten} {such cases|such offences} {is ever|is} {solved|reported}.
back: {A victims' association|A citizens' group} {demanded|called for} {better protection|more staff} and {a public|an independent} {review|inquiry}.
back: {In the town|In [place]} the {case|affair} is {the talk of|discussed at} every {bakery|bus stop}; {opinions|views} {are divided|differ}.
back: The {justice ministry|interior ministry} {said|stated} it {was following|is watching} {the matter|developments} {closely|with concern}.
back: {Local|Regional} {politicians|councillors} {reacted|responded} {with dismay|cautiously}; {a special session|a hearing} of the {council|committee} {is due|will take place} {on Tuesday|next week}.
back: {The budget|Funds} for {security|prevention} {had been cut|were trimmed} {twice|by a fifth} {since|after} {2021|the pandemic}, {a document|a council paper} {shows|reveals}.
close: {The proceedings|Investigations} {continue|are continuing}.
close: {A decision|A ruling} {on further steps|on that} {is expected|may come} {in the coming weeks|before Easter}.
close: {Tips|Information} {are taken|can be given} at {any police station|the station in [place2]}.
close: {It is|For [region] it is} {the most spectacular case|one of the biggest cases} {of its kind|in years}.

@domain sport
quote: "{I am proud of these boys|We kept our heads},"  [p2] said {afterwards|with a hoarse voice}.
quote: [p2] {spoke of|praised} "{a win of the will|a proper team performance}" {but|and} {warned against|did not want to hear of} {euphoria|the table}.
quote: "{You need evenings like this|Tomorrow I will watch it again in peace}," {said|beamed} [p1].
quote: [p1] {dedicated|devoted} the goal to {a grandmother|a newborn nephew} {watching|who had watched} {at home|from the stand}.
back: {Early on|In the opening minutes} {both teams|the sides} {had|were} {felt each other out|cautious}; {a shot|a free kick} against {the post|the crossbar} {woke|roused} the crowd {after half an hour|before the interval}.
back: {In the dressing room|Inside} {there was singing|music boomed} {for an hour|long after the final whistle}, {stewards|a kit man} {reported|said}.
back: {The away fans|The travelling supporters} {stayed|remained} {a long time|until the lights went out} and {sang|applauded} {all the same|nevertheless}.
back: {The pitch|The turf}, {relaid|renewed} {only in January|three weeks ago}, {cut up badly|did not make things easier}.
back: {Injuries|Absences} {had forced|forced} both {coaches|managers} {to improvise|to reshuffle}; {a debutant|an eighteen-year-old} {started|played} {at left back|in midfield}.
back: {The statistics|Records} {list|show} [oldwins] {meetings|duels} {between the two|of these clubs} {since|from} {the 1960s|promotion}, {most|many} of them {draws|with few goals}.
back: {Substitutions|Three changes} {after the hour|late on} {brought|gave} {fresh legs|new life}, but {hardly any|few} {clear|real} chances.
close: {The club|Officials} {sold|have sold} [tickets] tickets for {the next|their next} {home game|match}.
close: {The referee|Referee} {showed|handed out} {five|six} yellow cards.
close: {A video review|A check of the video} {confirmed|upheld} the {goal|decision} {after two minutes|within seconds}.
close: {Both clubs|The clubs} {meet again|face each other again} in {the cup|August}.

@context
list trade: cherry orchards and a cannery ; a tyre factory ; salt pans ; lace making ; shipbreaking yards ; mushroom cellars ; a printing works for playing cards ; slate quarries ; oyster beds ; a hearing school ; glassblowing ; turbine repair ; cut flowers ; pencil making
list sight: a crooked water tower ; a goose market in November ; a bridge with a roof ; the longest slide in the region ; a clock that runs backwards ; a carnival of masks ; a botanical garden of thistles ; a steam railway ; two rival brass bands ; a ferry pulled by a cable
list habit: never without a thermos flask ; a passionate chess player ; known for long silences ; a collector of old maps ; an early riser ; fond of proverbs ; always on foot ; a choir singer for thirty years
context: [place], {a town|a community} of [pop] {people|inhabitants} in [region], {lives off|is known for} [trade].
context: {It is|The drive is} [km] kilometres from [place] to [place2], {the nearest larger town|where most people work}; {on the way lie|in between there are} {fields and two petrol stations|little more than woods}.
context: Few outside [region] had {heard of|talked about} [place] {before|until now}; {guidebooks mention|visitors come for} [sight].
context: [p1.name], [p1.age], {grew up|was born} in [place2] and is described as [habit].
context: {People|Colleagues} who know [p2.name] speak of {a stubborn worker|a dry sense of humour}; {at [p2.age]|aged [p2.age]}, [p2.last] is [habit].
context: {Since [founded]|Ever since [founded]} [place] has {drawn its pride|made its living} from [trade], and [sight] {adorns|is on} the {town crest|postcards}.
context: {The phone|The website} of the {town hall|authorities} in [place] was {overloaded|hard to reach} on [day]; {about|some} [calls] {people|callers} tried {within hours|in vain}.
context: In [place2], [km] kilometres {away|further on}, {the bakeries|the cafés} had only one topic on [day], {one regular|a waitress} said: "{Everybody here knows somebody there|You could feel it in the air}."
context: {On [day] evening|As night fell} {rain|fog} {hung over|came to} [place]; {outside|near} [sight] {a handful of people|a few dozen} {stood|talked} {until late|in small groups}.
context: [region] has {seen|had} {restless|eventful} weeks; {only|just} [days2] days ago {a bus depot|a school roof|an old cinema} in [place2] had {burned down|made headlines}.

@local
para: In [city], {where many families have ties to|which is twinned with} [place], {a collection|a fund} {has been started|was set up} {by the parish|at the town hall}, {organiser|volunteer} [local] said.
para: "{We have followed it hour by hour here|It concerns us too}," said [local], {who runs|who heads} {the adult education centre|the rowing club} in [city].
para: {The effects|Ripples} {are felt|could be felt} {as far as|even in} [city]: {a haulage firm|a travel agency} {there|on Station Road} {has|had} {already|this week} {changed its plans|received the first calls}, {owner|manager} [local] {told this newspaper|said}.
para: {City councillor|Councillor} [local] {wants|would like} the {committee|council} of [city] {to discuss|to draw lessons from} {the matter|the events} {at its next sitting|on Thursday}.
para: {Readers|People} from [city] {remember|recall} {a similar|a comparable} case: {in [oldyear]|back in [oldyear]} {the town|[city]} {was itself|itself was} {in the headlines|affected}, {local historian|archivist} [local] {explained|notes}.
para: {Professor|Lecturer} [local] of the {technical college|university} in [city] {calls|considers} the {development|news} "{a warning to us all|hardly surprising}".
para: {From|Out of} [city], {two|four} {local people|residents} {happened to be|were} in [place] {at the time|that day}; {both|all} {are well|got home safely}, {relative|their neighbour} [local] said.
para: {At the market in|On the main square of} [city] {opinions|reactions} {differed|were mixed}. "{One can only shake one's head|Somebody had to say it}," {said|was the comment of} [local].

@weather
title: Weather for [region]: {[sky1.cap]|[sky1.cap] [day]}, {highs of|up to} [hi] degrees
para: {Today|On [day]} {it will be|expect} [sky1] in [region], {later|turning} [sky2], with highs {of|around} [hi] degrees and lows {of|near} [lo].
para: {Around|In} [place] {a|the} [wind] wind {of up to|gusting to} [kmh] kilometres an hour {makes it feel colder|will be noticeable on the hills}.
para: {Rain|Precipitation}: {the chance is|a probability of} [rain] percent {in the afternoon|by evening}; {pollen|pollen count}: {alder and hazel|birch}, {moderate|low}.
para: {Tomorrow|The day after}: [sky2], {nights|at night} {down to|around} [lo2] degrees. {Outlook|The days after}: [sky3].
para: {Sunrise|The sun rises} at [rise], {sunset|and sets} at [set]. {In|For} [place2] {mist|fog} {is possible|may linger} until {nine|ten} o'clock.
sky: cloudy ; sunny ; showery ; overcast with drizzle ; bright with a few clouds ; foggy ; windy with sleet ; changeable ; clear and frosty ; thundery
wind: fresh north-easterly ; weak southerly ; strong westerly ; biting northerly ; gusty south-westerly

@market
title: {Markets at the close|Closing report}: [index] {up|gains} [move] percent at [level] points
para: The [index] {closed|ended the session} on [day] at [level] points, {a gain|a plus} of [move] percent.
para: {Winners|Gainers} were led by [co1] with {a rise of|plus} [up] percent; [co2] {brought up the rear|lost most}, {shedding|with minus} [down] percent.
para: {Turnover|Trading volume} came to [vol] billion; [adv] shares {rose|advanced}, [dec] {fell|declined}.
para: The {yield|return} on ten-year bonds {stood|was} at [yield] percent, {an ounce of gold|gold} cost [gold] dollars, {a barrel of North Sea oil|Brent crude} [oil].
para: {Traders|Dealers} {spoke of|reported} {thin volumes|a session without clear direction} {ahead of|before} {jobs data from overseas|the expiry of futures}.

@fixtures
title: {Results and fixtures|League round-up}: round [round] at a glance
para: {Round|Matchday} [round], {results|played so far}: [c1] - [c2] [s1]; [c3] - [c4] [s2]; [c5] - [c6] [s3]; [c7] - [c8] [s4].
para: {Still to play|Coming up} on [day]: [c9] against [c10] ([clock]), [c11] against [c12] ([clock2]).
para: {Top of the table|The leaders}: 1. [c1] [t1] points, 2. [c5] [t2], 3. [c9] [t3]. {At the bottom|Last}: [c8] with [t4].
para: {Top scorers|Leading scorers}: [n1] ([c1]) [g1] goals, [n2] ([c3]) [g2], [n3] ([c11]) [g3].
para: {Referees|In charge}: [n4] ([c9] v [c10]) and [n5] ([c11] v [c12]).
"""
