"""Facts about addresses of Vietnam, kept as data: area codes, providers, names of cities."""

_AREA_CODES = """
024 028
0203 0204 0205 0206 0207 0208 0209 0210 0211 0212 0213 0214 0215 0216 0218 0219
0220 0221 0222 0225 0226 0227 0228 0229 0232 0233 0234 0235 0236 0237 0238 0239
0251 0252 0254 0255 0256 0257 0258 0259 0260 0261 0262 0263 0269
0270 0271 0272 0273 0274 0275 0276 0277 0290 0291 0292 0293 0294 0296 0297 0299
"""
#: Area codes in force since 17/6/2017 (Quyết định 2036/QĐ-BTTTT): four digits, then seven of the
#: subscriber; Hà Nội and TP. Hồ Chí Minh have three and eight. Always eleven in all.
AREA_CODES = frozenset(_AREA_CODES.split())

#: Area code until 2017 → the one in force, of the southern provinces and the five cities.
OLD_AREA_CODES = {
    **{"04": "024", "08": "028", "031": "0225", "0511": "0236", "0710": "0292"},
    **{"061": "0251", "062": "0252", "064": "0254", "066": "0276", "068": "0259"},
    **{"072": "0272", "073": "0273", "075": "0275", "076": "0296", "077": "0297"},
    **{"070": "0270", "074": "0294", "079": "0299", "0650": "0274", "0651": "0271"},
    **{"067": "0277", "0711": "0293", "0780": "0290", "0781": "0291", "063": "0263"},
}

#: Eleven-digit mobile prefix until 2018 → the three digits in force (Quyết định 798/QĐ-BTTTT).
OLD_MOBILE_PREFIXES = {
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{f"016{digit}": f"03{digit}" for digit in range(2, 10)},
    **{"0186": "056", "0188": "058", "0199": "059"},
}

MOBILE_PREFIXES = ("03", "05", "07", "08", "09")
HOTLINE_PREFIXES = ("1800", "1900")

#: Registrars of official addresses (4210 IV: addresses under edu.vn).
OFFICIAL_DOMAINS = ("edu.vn", "gov.vn")

_PRIVATE_PROVIDERS = """
gmail googlemail yahoo ymail rocketmail hotmail outlook live msn windowslive icloud aol gmx
protonmail zoho zohomail yandex tutanota fastmail hushmail hanmail
"""
#: Private mail providers by the first label of their domain, in any country: yahoo.com.vn.
PRIVATE_PROVIDERS = frozenset(_PRIVATE_PROVIDERS.split())
_PRIVATE_DOMAINS = """
me.com mac.com mail.com email.com inbox.com mail.ru inbox.ru proton.me pm.me tuta.io tuta.com
qq.com 163.com 126.com yeah.net sina.com naver.com daum.net zing.vn duck.com
"""
#: Those whose first label is a common word, as whole domains.
PRIVATE_DOMAINS = frozenset(_PRIVATE_DOMAINS.split())

_CITY_NAMES = """
hcm tphcm hcmc hochiminh tphochiminh thanhphohochiminh saigon hanoi hn tphanoi haiphong
danang dng cantho hue thuathienhue
angiang bariavungtau brvt vungtau baclieu bacgiang backan bacninh bentre binhduong binhdinh
binhphuoc binhthuan camau caobang daklak daknong dienbien dongnai dongthap gialai hagiang
hanam hatinh haiduong haugiang hoabinh hungyen khanhhoa kiengiang kontum laichau langson
laocai lamdong longan namdinh nghean ninhbinh ninhthuan phutho phuyen quangbinh quangnam
quangngai quangninh quangtri soctrang sonla tayninh thaibinh thainguyen thanhhoa tiengiang
travinh tuyenquang vinhlong vinhphuc yenbai
"""
#: Names of cities and provinces as they stand in domain names (B01: <school><city>.edu.vn), old
#: provinces included, since a domain outlives a merger.
CITY_NAMES = frozenset(_CITY_NAMES.split())
