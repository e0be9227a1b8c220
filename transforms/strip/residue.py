"""What a line of page furniture looks like, taken by itself.

A rule is words of an interface (imperatives, channels, labels), never words of a topic, plus limits of shape: length,
where on the page, whether it may end like a sentence. Words stand in the languages that news pages mostly use; a
language without words loses only these cuts, position and repetition work in all. Every rule has one reason, which is
published with the cut. What the rules cut, rightly and wrongly: docs/decisions/strip-seed-rules.md.
"""

# ruff: noqa: E501  (word lists)
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Zone = Literal["any", "edge", "tail", "head"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of residue. ``anchor``: in the tail, short leftovers below it are suspect too; ``ends``: it stands below an article, never in it."""

    reason: str
    find: Callable[[str], re.Match[str] | None]  # in the line in lower case
    pattern: str
    zone: Zone
    longest: int  # characters
    anchor: bool = False
    ends: bool = False
    hints: tuple[str, ...] = ()  # one of them is in every line that the pattern can match


def _rule(reason: str, zone: Zone, longest: int, *patterns: str, anchor: bool = False, ends: bool = False, hints: str = "") -> Rule:
    anchored = all(pattern.startswith("^") for pattern in patterns)  # then it is tried at the line's start only, not at every letter
    pattern = re.compile("|".join(f"(?:{pattern[1:] if anchored else pattern})" for pattern in patterns))
    find = pattern.match if anchored else pattern.search
    return Rule(reason, find, pattern.pattern, zone, longest, anchor or ends, ends, tuple(hints.split("|")) if hints else ())


_CHANNEL = (
    r"facebook|twitter|x|whatsapp|telegram|instagram|linkedin|pinterest|reddit|tumblr|youtube|tiktok|threads|bluesky|mastodon|flipboard|pocket|"
    r"xing|viber|vk|ok|odnoklassniki|weibo|wechat|line|messenger|snapchat|google news|google\+?|e-?mail|print|sms|rss|copy link|link|более|ещё|"
    r"вконтакте|одноклассники|телеграм|дзен|мы в соцсетях"
)
_ANYCHANNEL = rf"(?:(?:{_CHANNEL})\b)"
_SOCIAL = (
    r"facebook|twitter|whatsapp|telegram|instagram|linkedin|youtube|tiktok|threads|bluesky|mastodon|google news|viber|social (?:media|networks?)|"
    r"sozialen? (?:medien|netzwerken?)|réseaux sociaux|redes sociales|redes sociais|соцсет\w+|социальн\w+ сет\w+"
)
_LETTER = (
    r"news-?letters?|in-?box|mailing list|(?:email|e-mail|news|push|breaking) alerts?|push[- ](?:nachrichten|benachrichtigungen|notifications?)|"
    r"boletín|boletines|lettre d.information|рассылк\w+|nyhetsbrev\w*|nieuwsbrief|uutiskirje|bülten\w*|daily (?:briefing|digest)|"
    r"(?:whatsapp|telegram|youtube)[- ]?(?:channel|kanal|canal|канал)\w*|(?:our|unsere?|nossa|nuestra|notre) (?:news-?)?app\b"
)
_TAKE = (
    r"sign(?:ing)? up|subscribe|register(?: now| for free| here)|join (?:us|our|the)|get (?:the|our|daily|all|more|breaking)|receive (?:the|our|daily)|"
    r"download|follow|click here|don.t miss|never miss|stay (?:up to date|informed|tuned)|abonnier\w*|anmeld\w*|melden sie sich|hier entlang|"
    r"jetzt (?:anmelden|abonnieren|registrieren)|kostenlos|erhalten sie|suscríb\w+|suscrib\w+|regístr\w+|apúnt\w+|recib[ea]\b|inscri[vb]\w+|assine|"
    r"receba|abonnez|inscrivez|recevez|iscriv\w+|ricev\w+|подпи[сш]\w+|присоединя\w+|zapisz|subskrybuj|abonner\w*|meld deg|prenumerera|schrijf je|"
    r"tilaa|abone ol"
)
# A prompt speaks to the reader or of us; an article about newsletters speaks of others.
_ADDRESS = (
    r"^(?=.*\b(?:you|your|our|us|we|sie|ihre?[nm]?|ihnen|dir|dich|dein\w*|du|unser\w*|uns|wir|votre|vos|vous|nos|notre|nous|tu|tus|su|nuestr\w+|nos|seu|sua|nossa?s?|você|"
    r"tuo|tua|ti|nostr\w+|ваш\w*|вам|вас|наш\w*|нас|twój|twoj\w*|nasz\w*|din|ditt|dig|deg|vår\w*|våre|je|jouw|uw|onze|ons)\b)"
)

RULES: tuple[Rule, ...] = (
    _rule(
        "toolbar", "any", 60,
        r"^skip to (?:\w+ ){0,3}\w+$", r"^exit mobile version$", r"^site icon\b.{0,40}$", r"^(?:zum|zur) (?:\w+ )?(?:inhalt|navigation|suche)(?: springen)?$",
        r"^aller (?:au|à la) (?:contenu|navigation|recherche)(?: principale?)?$", r"^(?:saltar|ir) al contenido(?: principal)?$",
        r"^(?:pular|ir) para o conteúdo(?: principal)?$", r"^vai al contenuto(?: principale)?$", r"^перейти к (?:основному )?содержанию$",
        r"^(?:toggle|open|close|show|hide) (?:\w+ ){0,2}(?:menu|navigation|search|sidebar|toolbar)$", r"^(?:back|scroll) to (?:the )?top$", r"^nach oben$",
        r"^(?:view|switch to) (?:desktop|mobile|full) (?:version|site)$", r"^(?:(?:estimated )?reading time|lesezeit|lesedauer|temps de lecture|lecture|tiempo de lectura|tempo di lettura|tempo de leitura|время чтения)\b\W{0,3}\d.{0,20}$",
        r"^\d{1,2}[- ]min(?:ut\w{0,3})?s?\.?(?: read| lesezeit| de lecture| de lectura| чтения)?$",
        r"^(?:listen to|play|hear) (?:this |the )?(?:article|story|audio\w*)\b.{0,40}$", r"^(?:artikel|beitrag) (?:anhören|vorlesen|drucken|merken|teilen)\b.{0,30}$",
        r"^(?:print|increase|decrease|reset) (?:this |font )?(?:article|page|size)$",
    ),
    _rule(
        "tracking pixel", "any", 60,
        r"^(?:facebook|meta|twitter|x|tiktok|linkedin|pinterest|snapchat|google|yandex|bing)[\s-]*(?:conversion |tracking )?(?:pixel|tag manager|analytics|metrica)"
        r"(?: code)?$",
        r"^(?:tracking|counting) pixel$", r"^zählpixel$",
    ),
    _rule(
        "advertisement label", "any", 60,
        r"^[-–—\s\[(]*(?:advertisements?|advertising|ad|ads|anzeigen?|werbung|publicité|pub|publicidade?|publicidad|pubblicità|реклама|reklamy?|reklame|"
        r"annonse|annons|advertentie|mainos|reklam|sponsored(?: content| links?)?|広告|广告|광고)[-–—\s\])]*$",
        r"^[-–—\s]*(?:advertisement\W*)?(?:story|article) continues (?:below|after)(?: (?:the )?(?:advertisement|ad))?$", r"^article content$",
        r"^(?:passer|ignorer) la publicité$", r"^advertisement embed.{0,40}$", r"^scroll (?:down )?(?:to continue|for more)(?: reading)?$",
    ),
    _rule(
        "cookie notice", "any", 500,
        r"\b(?:we|this (?:web ?site|site|page)|our (?:site|website|partners)) uses? cookies\b", r"^(?:accept|reject|manage) (?:all )?(?:cookies|consent)\b",
        r"\b(?:wir|diese (?:website|webseite|seite)) (?:verwenden|verwendet|nutzen|nutzt|setzen|setzt) cookies\b", r"\bcookies?[- ](?:einstellungen|richtlinie)\b",
        r"\bnous utilisons des cookies\b", r"\b(?:utilizamos|usamos|utilizza|usiamo) (?:i )?cookies?\b", r"\bмы используем (?:файлы )?cookies?\b",
        r"^(?:please )?(?:accept|enable|allow) (?:the )?(?:\w+ )?cookies to\b",
        hints="cookie",
    ),
    _rule(
        "cookie notice", "any", 200,
        r"^(?:externer inhalt|contenu externe|external content)\b.{0,60}$",
        r"\b(?:privatsphäre|datenschutz|privacy|cookie)[- ]?(?:einstellungen|settings)\b.{0,80}\b(?:inhalte?|content|aktivier\w+|anzeigen|enable|load)\b",
        r"^ein klick für den datenschutz$", r"^(?:zur anzeige|to view|to see) .{0,80}\b(?:einstellungen|settings)\b.{0,20}$",
        hints="extern|datenschutz|einstellungen|settings",
    ),
    _rule(
        "ad-blocker notice", "any", 400,
        r"\b(?:disable|turn(?:ing)? off|deactivate|pause|whitelist|switch off)\b.{0,40}\bad-?\s?block\w*", r"\bad-?\s?block\w*.{0,60}\b(?:disable|turn off|deactivate|detected|enabled)\b",
        r"\b(?:ad-?\s?block\w*|werbeblocker)\b.{0,60}\b(?:deaktivier\w+|ausschalten|abschalten|erkannt)", r"\b(?:désactive[zr]|désactivation)\b.{0,40}\b(?:bloqueur|ad-?block)",
        r"\bdesactiv\w+\b.{0,40}\b(?:bloqueador|ad-?block)", r"\bdisattiva\w*\b.{0,40}\bad-?block", r"\bотключите\b.{0,40}\bблокировщик", r"\bwyłącz\b.{0,30}\bad-?block",
        anchor=True,
        hints="block|блокировщик",
    ),
    _rule(
        "photo credit", "any", 140,
        r"^(?:file )?(?:photos?|photographs?|pictures?|images?|illustration|fotos?|bild(?:er)?|symbolbild|archivbild|photographies?|imagen|imágenes|fotografía|imagem|immagine|"
        r"фото|zdjęcie|kuva|写真|图片|图|사진)(?: (?:by|von|de|courtesy(?: of)?))?\s*[:：/]\s*\S.{0,90}$",
        r"^(?:getty images|shutterstock|istock|picture alliance|imago images?|ap photo/.{2,40})$",
    ),
    _rule(
        "photo credit", "any", 140,
        r"^[^.!?]{2,60}(?:/|\bvia )(?:getty(?: images)?|afp|ap|ap photo|reuters|epa|efe|dpa|imago|shutterstock|picture alliance|alamy|istock|unsplash|pool|bloomberg|xinhua|tass|ntb)"
        r"(?:[/ ].{0,30})?$",
        hints="/| via ",
    ),
    _rule(
        "embedded post", "any", 200,
        r"^— .{1,80}\(@\w{1,20}\)", r"^(?:view this post on|a post shared by|ein beitrag geteilt von|sieh dir diesen beitrag)\b.{0,120}$",
    ),
    _rule("embedded post", "any", 200, r"\bpic\.twitter\.com/\w{4,}$", hints="pic.twitter"),
    _rule(
        "byline", "edge", 260,
        r"^[\W_]*(?:with )?(?:additional )?reporting (?:by|from|for)\b.{2,}$", r"^[\W_]*reporting by\b.*\b(?:editing|writing) by\b",
        r"^(?:aus dem \w{4,20} von|mit (?:informationen|material) (?:von|der|des)|translated (?:from .{2,20} )?by|edited by|traduit (?:de .{2,20} )?par|traducido por)\b.{2,120}$",
        r"^(?:von|by|text|texte|redaktion|übersetzung|faktencheck|bearbeitung|translation|traduction|traducción|editing|adaptation|mitarbeit)\s*:\s*\S.{2,100}$",
        r"^first published (?:in|on|by)\b.{2,60}$", r"^(?:written|posted|published|(?:medically |expert )?reviewed|fact[- ]checked) by (?!hand\b)[^.!?]{2,80}$",
        r"^(?:geschrieben|verfasst|veröffentlicht) von [^.!?]{2,80}$", r"^(?:écrit|rédigé|publié) par [^.!?]{2,80}$", r"^(?:escrito|publicado) (?:por|el) [^.!?]{2,80}$",
    ),
    _rule("byline", "edge", 260, r"^.{0,160}\bcontributed to this (?:report|story|article)\b", hints="contributed to this"),
    _rule(
        "comments", "edge", 90,
        r"^comments? (?:are|have been) (?:closed|disabled|turned off)\b.{0,40}$", r"^(?:leave|post|add|write) (?:a|your) (?:comment|reply)\b.{0,40}$",
        r"^(?:\d+ |no |show |view |all |load )*(?:comments?|kommentare?|commentaires?|comentarios?|comentários|commenti|комментари\w+|komentarz\w*|kommentarer)"
        r"(?: \(?\d+\)?)?$",
        r"^(?:die )?kommentare? (?:sind |ist )?(?:geschlossen|deaktiviert)\b.{0,30}$", r"^(?:laisser|ajouter) un commentaire$", r"^(?:deja|dejar) (?:un|tu) comentario$",
        r"^(?:les )?commentaires (?:sont )?fermés$", r"^join the (?:conversation|discussion)\b.{0,30}$", r"^комментарии (?:закрыты|отключены)$",
        r"^(?:cancel|your email address will not be published).{0,70}$", r"^be the first to comment\b.{0,30}$", r"^post navigation$",
        ends=True,
    ),
    _rule(
        "share bar", "any", 110,
        rf"^(?:share|tweet|pin|teilen|partager|compartir|compartilhar|condividi|поделиться|udostępnij|del|dela|delen|jaa|paylaş|分享\w*|シェア\w*)"
        rf"(?: (?:this|the|it|article|story|post|news|now|on|via|by|with|in|to|auf|per|sur|en|su|в|на|і|и|and|und|et|y|this article|artikel|beitrag|{_ANYCHANNEL}))*[:!.…]*$",
        rf"^(?:{_ANYCHANNEL}[\s,|•·/&]*){{2,}}$", r"^(?:copy|copied|copiar|copier|kopieren|скопировать)(?: (?:the |le |el |den )?(?:link|lien|enlace|url|ссылку))?"
        r"(?: to clipboard)?$",
        r"^(?:click|tap) to (?:share|email|print|tweet|open|expand)\b.{0,60}$", r"^分享让更多人看到$", r"^share (?:this )?(?:article|story|post)\b.{0,30}$",
        anchor=True,
    ),
    _rule(
        "follow us", "edge", 200,
        rf"\b(?:follow|join|find|like) (?:us|our|\w+(?: \w+)?) (?:on|in|at|via) (?:our )?(?:{_SOCIAL})", rf"^(?:join|follow) us\b.{{0,60}}(?:{_SOCIAL})",
        rf"\b(?:folgen sie uns|folge uns|folgt uns)\b.{{0,40}}(?:{_SOCIAL})", rf"\b(?:suivez-nous|síguenos|síganos|siga-nos|seguici|segui)\b.{{0,40}}(?:{_SOCIAL})",
        r"^(?:подписывайтесь|присоединяйтесь|следите за)\b.{0,60}(?:канал|телеграм|telegram|соцсет|социальн|нас|новост)",
        anchor=True,
        hints="facebook|twitter|whatsapp|telegram|instagram|linkedin|youtube|tiktok|threads|bluesky|mastodon|google news|viber|socia|sozial|соцсет|социальн|телеграм|канал|нас|новост",
    ),
    _rule(
        "source link", "tail", 60,
        r"^(?:source|original|via)[ -](?:link|article|url|post)$", r"^(?:link to (?:the )?(?:source|original)|read (?:the )?original(?: article)?|view original)$",
        r"^(?:zur |link zur )?(?:original)?quelle$", r"^(?:enlace|lien) (?:a la |vers la )?(?:fuente|source)$", r"^ссылка на источник$",
        r"^(?:source|quelle|fuente|fonte|источник|kilde|källa|źródło)\s*:\s*https?://\S+$",
        ends=True,
    ),
    _rule(
        "newsletter prompt", "edge", 330,
        rf"^(?:\W*\w+\W+){{0,3}}(?:{_TAKE})\b.{{0,120}}(?:{_LETTER})", rf"{_ADDRESS}.*\b(?:{_TAKE})\b.{{0,120}}(?:{_LETTER})",
        rf"{_ADDRESS}.*(?:{_LETTER}).{{0,240}}\b(?:{_TAKE})\b",
        anchor=True,
        hints="letter|box|mailing list|alert|push|boletín|boletines|lettre d|рассылк|brev|uutiskirje|brief|bülten|daily digest|whatsapp|telegram|youtube| app",
    ),
    _rule(
        "newsletter prompt", "edge", 180,
        r"^(?:news-?letter|nyhetsbrev|boletín|рассылка)$", r"^(?:subscribe|sign up|abonnieren|suscr[ií]bete|s.abonner|подписаться|assine)(?: now| here| today| today!|!)?$",
        r"^get daily \w+ news$", r"^(?:please )?(?:enter|provide|submit) your e-?mail\b.{0,120}$", r"^(?:geben sie )?ihre e-mail-adresse\b.{0,60}(?:eingeben|ein|an)\b.{0,60}$",
        r"^(?:saisissez|entrez|indiquez) votre (?:adresse )?(?:e-?mail|courriel|mail)\b.{0,120}$", r"^(?:introduce|introduzca|escribe|escriba) (?:tu|su) (?:correo|email|e-mail)\b.{0,120}$",
        anchor=True,
    ),
    _rule(
        "newsletter prompt", "any", 330,
        r"\b(?:delivered|straight|right|directly|sent) (?:in)?to your (?:e-?mail )?(?:in-?box|e-?mail|phone)\b", r"\b(?:direkt|bequem|kostenlos) in (?:ihr|dein)(?:em)? (?:\w+ )?(?:e-?mail-?)?postfach\b",
        r"\bdans votre boîte (?:e-?mail|mail|de réception)\b", r"\ben (?:tu|su) (?:correo|bandeja de entrada)\b", r"\bна вашу? (?:почту|e-?mail|электронную почту)\b", r"\brett i innboksen\b",
        hints="to your|postfach|votre boîte|correo|bandeja|на ваш|innboks",
    ),
    _rule(
        "affiliate notice", "any", 360,
        r"\b(?:we|us|our|[A-Z]?[\w.-]+\.(?:com|org|net)) .{0,60}\b(?:earn|receive|get|collect|make|paid)\b.{0,40}\bcommissions?\b", r"\bearn (?:us|me) (?:a |an )?(?:\w+ )?commission\b",
        r"\bas an amazon associate\b", r"\b(?:contains?|include|use|using) affiliate links?\b.{0,200}\b(?:we|us|our|commission)\b", r"\bsupported by commissions\b",
        r"\bwir (?:erhalten|bekommen|verdienen)\b.{0,80}\bprovision\b", r"\b(?:enthält|sind) (?:sogenannte )?affiliate-?links?\b", r"\bnous (?:percevons|touchons|recevons|pouvons)\b.{0,60}\bcommission\b",
        r"\b(?:recibimos|ganamos|recibir|ganar)\b.{0,60}\bcomisi[oó]n\b.{0,80}\benlaces?\b",
        hints="commission|amazon assoc|affiliate|provision|comisi",
    ),
    _rule(
        "page numbers", "any", 30,
        r"^(?:page|seite|página|pagina|strona|страница|sida|side) \d{1,3} (?:of|von|de|di|z|из|av|af|/) \d{1,3}$",
    ),
    _rule(
        "paywall prompt", "edge", 260,
        r"\b(?:subscribe|log ?in|sign ?in|register|create (?:a free |an )?account)\b.{0,50}\b(?:to (?:continue|keep|read|unlock|access|view|see)|for (?:full|unlimited) access)\b",
        r"\b(?:already a (?:subscriber|member)|subscriber[- ]only|for subscribers only|subscribers? exclusive|exclusive (?:to|for) (?:[\w+]+ ){0,2}(?:subscribers|members))\b",
        r"^already (?:have an account|a member|registered|subscribed)\b.{0,60}$", r"^(?:この記事は)?(?:有料)?会員限定(?:記事|です)?。?$",
        r"\bto continue reading\b.{0,60}\b(?:subscribe|log ?in|sign ?in|register|account)\b", r"\b(?:remaining|free) articles? (?:this|left|per) (?:month|week)\b",
        r"^(?:continue|keep) reading$", r"\b(?:weiterlesen|artikel lesen) mit\b", r"\b(?:jetzt|bereits) (?:abonnent|abonnieren und|registrieren und|einloggen)\b",
        r"\b(?:connectez-vous|abonnez-vous) pour (?:lire|continuer|accéder)\b", r"\b(?:inicia sesión|suscríbete|suscríbase) para (?:leer|seguir|continuar|acceder)\b",
        r"\bdieser (?:artikel|inhalt) ist (?:nur )?(?:für|exklusiv)\b", r"\b(?:réservé|reservado|riservato) (?:aux|a|agli|para) (?:abonnés|suscriptores|abbonati|assinantes)\b",
        r"\b(?:только|доступно) для подписчиков\b", r"\bs[oó]lo para suscriptores\b", r"会員限定|会員登録|有料会員|仅限会员|订阅后", r"\b(?:our|this) (?:site|website|newspaper|journalism|newsroom|work) is (?:solely |entirely |mainly |only )?"
        r"(?:funded|financed|supported|paid for) by\b",
        r"\b(?:support|donate to|contribute to) (?:our|independent) (?:journalism|newsroom|work|reporting|site)\b",
        anchor=True,
        hints="subscri|log in|login|sign in|signin|register|account|free article|remaining article|continue reading|keep reading|lesen mit|abonn|registrieren und|einloggen|dieser artikel|dieser inhalt|suscri|suscrí|sesión|reservado|réservé|riservato|подписчиков|funded by|financed by|supported by|paid for by|support |donate|contribute|会員|会员|订阅",
    ),
    _rule(
        "related headline", "any", 240,
        r"^[-–—•▶►»\s]*(?:read (?:more|also|next|this)|also read|see also|more on this|related(?: (?:stories|articles?|news|posts?|coverage|content|topics?|reading))?|"
        r"recommended(?: (?:for you|stories|articles))?|further reading|more from|more stories|you (?:may|might) also (?:like|be interested)[\w ]*|"
        r"most (?:read|popular)(?: in [\w ]{1,20})?|don.t miss|must read|up next|read (?:the )?full (?:story|article)(?: here)?|in case you missed it|"
        r"lesen sie (?:auch|mehr|dazu|hier|weiter)|siehe auch|mehr dazu|lies (?:auch|mehr)|mehr (?:zum thema|dazu|lesen|aus|nachrichten)|auch interessant|das könnte (?:sie|dich) (?:auch )?interessieren|"
        r"weiterführende links|zum thema|lire (?:aussi|également|la suite)|à lire(?: aussi| également)?|voir aussi|sur le même (?:sujet|thème)|"
        r"(?:lea|leer) (?:también|además|más)|lee (?:también|además|más)|te puede interesar|más (?:información|noticias)|noticias? relacionadas?|(?:véase|vea|ver) (?:también|además)|leia (?:também|mais)|"
        r"veja também|saiba mais|leggi anche|per approfondire|potrebbe interessarti|читайте (?:также|ещё|еще)|читать (?:также|ещё|далее)|по теме|смотрите также|"
        r"материалы по теме|czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również)|les (?:også|mer)|läs (?:också|mer|även)|læs også|lees (?:ook|meer|verder)|"
        r"lue (?:myös|lisää)|ayrıca oku\w*|ilgili haber\w*|baca juga|xem thêm|đọc thêm|相关(?:阅读|新闻|报道)|延伸阅读|阅读更多|あわせて読みたい|関連記事|関連ニュース)"
        r"\s*(?:[:：>»→|].*|$)",
    ),
    _rule(
        "author box", "tail", 80,
        r"^about (?:the )?(?:authors?|writers?|reporters?)$", r"^(?:zur person|über (?:den autor|die autorin|die autoren)|die autorin|der autor|die autoren)$",
        r"^(?:à propos de l.auteure?|sobre el autor|sobre la autora|sobre o autor|sull.autore|об авторе|o autorze|om forfatteren)$",
        r"^(?:view all posts by|more (?:posts|stories|articles) (?:by|from)|see all (?:posts|articles) by)\b.{0,60}$", r"^author$",
        ends=True,
    ),
    _rule(
        "rights notice", "tail", 260,
        r"^(?:©|\(c\)|copyright\W*(?:©|\(c\)|\d{4}|by\b|[:|–—-])|copyright\b.{0,60}\b(?:19|20)\d\d\b)", r"\ball rights reserved\b", r"\balle rechte vorbehalten\b", r"\btous droits réservés\b", r"\b(?:todos los derechos reservados|todos os direitos reservados)\b",
        r"\bвсе права защищены\b", r"\btutti i diritti riservati\b", r"\bmay not be (?:published, broadcast|reproduced|republished)\b",
        ends=True,
        hints="©|(c)|copyright|rights reserved|rechte vorbehalten|réservés|reservados|права защищены|riservati|may not be",
    ),
    _rule(
        "report prompt", "tail", 160,
        r"^(?:report (?:an? )?(?:error|typo|correction|mistake)|fehler (?:gefunden|melden))\b.{0,60}$", r"^send (?:us )?(?:your )?(?:tips|feedback|news)\b.{0,80}$",
        r"^(?:was|did|how) .{0,40}(?:article|story|page) (?:helpful|useful)\b.{0,20}$", r"^(?:thanks|thank you) for (?:reading|subscribing|signing up|visiting)\b.{0,80}$",
        anchor=True,
    ),
    _rule(
        "report prompt", "tail", 260,
        r"\b(?:do you have|got|have) a (?:story|news tip|tip)\b.{0,120}$", r"\bget in touch with (?:our|the) (?:news|team|newsroom)\b",
        anchor=True,
        hints="have a |got a |in touch with",
    ),
)  # fmt: skip

# Below a line that ended the article, these go as well.
SIGN_OFF = re.compile(
    r"^(?:(?:best|kind|warm|with) ?(?:regards|wishes)|sincerely|yours|cheers|thank(?:s| you)?|mit freundlichen grüßen|viele grüße|cordialement|saludos|atentamente|"
    r"с уважением|спасибо|danke|merci|gracias|obrigad[oa]|grazie|pozdrawiamy)\b",
    re.IGNORECASE,
)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b06\u2b07\u2190-\u21ff]")
SENTENCE_END = re.compile("[.!?…。！？։।؟][\"'”’»)\\]]*$")
DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def word_count(line: str) -> int:
    """Words, with three characters of a script without blanks counted as two words.

    >>> word_count("Two boats burn"), word_count("港で船二隻が燃えた。")
    (3, 7)
    """
    words = len(line.split()) if "  " in line else line.strip().count(" ") + 1
    return words if line.isascii() else words + 2 * len(DENSE.findall(line)) // 3


def ends_sentence(line: str) -> bool:
    """Whether a line is closed like a sentence, quotes and brackets aside.

    >>> ends_sentence("He said: “It burns.”"), ends_sentence("船が燃えた。"), ends_sentence("Harbour fire")
    (True, True, False)
    """
    return SENTENCE_END.search(line[-12:]) is not None


def is_prose(line: str) -> bool:
    """Whether a line reads like a paragraph of an article: long and closed like a sentence.

    >>> is_prose("Two boats burned in the harbour on Monday before any help came."), is_prose("Two boats burn.")
    (True, False)
    """
    words = word_count(line)
    return words >= 20 or (words >= 12 and ends_sentence(line))
