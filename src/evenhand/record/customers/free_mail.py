"""Mail providers whose domains name nobody's firm: an address there is a person, not a customer organisation."""

from __future__ import annotations

FREE_MAIL = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fi live.com live.co.uk live.fi msn.com
    yahoo.com yahoo.co.uk yahoo.com.tw yahoo.com.hk ymail.com rocketmail.com aol.com icloud.com me.com mac.com
    proton.me protonmail.com pm.me tutanota.com tuta.io zoho.com gmx.com gmx.net gmx.de web.de mail.com fastmail.com
    fastmail.fm hey.com yandex.com yandex.ru mail.ru inbox.ru qq.com vip.qq.com foxmail.com 163.com vip.163.com
    126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn aliyun.com tom.com 21cn.com pchome.com.tw hinet.net
    msa.hinet.net seed.net.tw xuite.net netvigator.com hkstar.com i-cable.com luukku.com kolumbus.fi elisanet.fi
    saunalahti.fi suomi24.fi pp.inet.fi inet.fi netti.fi welho.com phnet.fi dnainternet.net nic.fi jippii.fi
    comcast.net verizon.net att.net sbcglobal.net btinternet.com sky.com virginmedia.com orange.fr free.fr laposte.net
    naver.com hanmail.net daum.net docomo.ne.jp ezweb.ne.jp softbank.ne.jp yahoo.co.jp
    """.split()
)


def domain_of(address: str) -> str:
    """The part after the last @, lower case; empty if there is none."""
    _, at, domain = address.rpartition("@")
    return domain.lower().strip(".") if at else ""


def is_free_mail(domain: str) -> bool:
    """Whether addresses at this domain belong to private people rather than to a firm."""
    return domain in FREE_MAIL
