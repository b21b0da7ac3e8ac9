"""Which addresses may be fetched: how they are written, and where they lead."""

from hcmedu.portal.feeds.addresses import is_public
from hcmedu.portal.feeds.addresses import judge_address
from hcmedu.portal.feeds.addresses import judge_resolved
from hcmedu.portal.feeds.addresses import read_allowed
from hcmedu.portal.feeds.addresses import read_host
from hcmedu.portal.feeds.addresses import Rules
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st
from ipaddress import ip_address
from ipaddress import ip_network
from ipaddress import IPv4Address
from ipaddress import IPv6Address

import pytest


def refused(function, *args):
    with pytest.raises(FeedError) as caught:
        function(*args)
    return caught.value.reason


class TestRefusedAsWritten:
    @pytest.mark.parametrize(
        "address",
        [
            "file:///etc/passwd",
            "ftp://sgd.vn/rss",
            "gopher://sgd.vn/",
            "javascript:alert(1)",
            "data:text/xml,<rss/>",
            "//sgd.vn/rss",
            "sgd.vn/rss",
            "jar:http://sgd.vn!/",
        ],
    )
    def test_other_schemes(self, address):
        assert refused(judge_address, address) is Reason.FOREIGN_SCHEME

    @pytest.mark.parametrize(
        "address",
        [
            "http://ten:matkhau@sgd.vn/",
            "http://sgd.vn@127.0.0.1/",
            "http://@sgd.vn/",
            "http://127.0.0.1%23@sgd.vn:x@y/",
        ],
    )
    def test_names_and_passwords(self, address):
        assert refused(judge_address, address) is Reason.CREDENTIALS

    @pytest.mark.parametrize(
        "host",
        [
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "017700000001",
            "0177.0.0.1",
            "127.1",
            "127.0.1",
            "1.2.3.4.5",
            "127.0.0.0x1",
            "0",
            "%31%32%37.0.0.1",
            "127.0.0.1%00.sgd.vn",
            "[::ffff:127.0.0.1%25eth0]",
            "[fe80::1%25eth0]",
            "[::1",
            "sgd..vn",
            "-sgd.vn",
            "sgd.vn..",
            "sgd vn",
            "sgd.vn\\@127.0.0.1",
            "sgd.vn\t",
            "sgd\u200b.vn",
            "",
            ".",
            "a" * 64 + ".vn",
        ],
    )
    def test_hosts_in_disguise(self, host):
        assert refused(judge_address, f"http://{host}/rss") is Reason.BAD_ADDRESS

    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "127.0.0.1.",
            "１２７.０.０.１",
            "127。0。0。1",
            "①②⑦.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "[::1]",
            "[::]",
            "[::ffff:10.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::808:808]",
            "[2002:7f00:1::]",
            "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
            "[fd00::1]",
            "[fe80::1]",
            "[fec0::1]",
            "[ff02::1]",
            "[2001:db8::1]",
            "[3fff::1]",
            "[5f00::1]",
        ],
    )
    def test_private_addresses(self, host):
        assert refused(judge_address, f"http://{host}/rss") is Reason.INTERNAL

    @pytest.mark.parametrize("port", [0, 22, 25, 81, 3306, 6379, 8080, 9200, 65535])
    def test_other_ports(self, port):
        reason = refused(judge_address, f"http://sgd.vn:{port}/")
        assert reason is (Reason.PORT if port else Reason.BAD_ADDRESS)

    @pytest.mark.parametrize("port", ["99999", "-1", "8o", "80:80", "٨٠"])
    def test_no_ports(self, port):
        assert refused(judge_address, f"http://sgd.vn:{port}/") is Reason.BAD_ADDRESS

    @pytest.mark.parametrize(
        "address", ["", "x" * 3000, "http://sgd.vn/\r\nHost: x", "http://sgd.vn/\x00", " ", None]
    )
    def test_no_addresses(self, address):
        assert refused(judge_address, address) is Reason.BAD_ADDRESS

    @given(st.text(max_size=60))
    @example("http://[v1.x]/")
    @example("http://\ud800/")
    @example("http://xn--a/")
    def test_any_text_is_judged(self, text):
        for address in (text, f"http://{text}", f"http://sgd.vn/{text}"):
            try:
                target = judge_address(address)
            except FeedError:
                continue
            assert target.scheme in ("http", "https")
            assert target.port in (80, 443)
            assert target.host.isascii() and target.path.isascii()
            assert not set(target.host + target.path) & set(" \r\n\t\x00\\")


class TestTaken:
    @pytest.mark.parametrize(
        ("address", "url"),
        [
            ("https://hcm.edu.vn/rss", "https://hcm.edu.vn/rss"),
            ("HTTPS://HCM.EDU.VN", "https://hcm.edu.vn/"),
            ("http://hcm.edu.vn.:80/a?b=c#d", "http://hcm.edu.vn/a?b=c"),
            ("https://bücher.example/tức", "https://xn--bcher-kva.example/t%E1%BB%A9c"),
            ("https://sgd_moi.vn/", "https://sgd_moi.vn/"),
            ("https://8.8.8.8/", "https://8.8.8.8/"),
            ("https://[2001:4860:4860::8888]/", "https://[2001:4860:4860::8888]/"),
            ("http://sgd.vn:443/", "http://sgd.vn:443/"),
        ],
    )
    def test_public(self, address, url):
        assert judge_address(address).url == url

    def test_allowed_with_its_port_only(self):
        rules = read_allowed(["10.0.0.5:8080", " SGD.local ", "", "[fd00::7]:81"])
        assert judge_address("http://10.0.0.5:8080/", rules).port == 8080
        assert judge_address("http://sgd.LOCAL./", rules).host == "sgd.local"
        assert judge_address("http://[fd00:0::7]:81/", rules).host == "fd00::7"
        assert refused(judge_address, "http://10.0.0.5/", rules) is Reason.INTERNAL
        assert refused(judge_address, "http://sgd.local:8080/", rules) is Reason.PORT
        assert refused(judge_address, "http://10.0.0.6:8080/", rules) is Reason.PORT

    @pytest.mark.parametrize(
        "text", ["a b", "a/b", "a@b", "http://a", "a?b", "a#b", "2130706433", "a:0", "*"]
    )
    def test_no_hosts(self, text):
        assert refused(read_host, text) is Reason.BAD_ADDRESS


#: All that IANA keeps for special purposes, and what could be reached through it.
SPECIAL = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
]
SPECIAL_V6 = [
    "::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/23",
    "2001:db8::/32",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
]


def within(networks):
    return (
        st.sampled_from(networks)
        .map(ip_network)
        .flatmap(
            lambda network: st.integers(0, network.num_addresses - 1).map(lambda n: network[n])
        )
    )


def disguises(address):
    """One IPv4 address in all the ways in which IPv6 carries it."""
    number = int(address)
    return (
        IPv6Address(0xFFFF << 32 | number),
        IPv6Address(0x2002 << 112 | number << 80 | 1),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address(number),
    )


METADATA = ["169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192"]


def translated(address):
    """The same by translators with a prefix of their own (RFC 6052) and by tunnels."""
    number = int(address)
    site = 0x24054800 << 96
    for prefix in (32, 40, 48, 56, 64):
        packed = number << 88 - prefix
        yield IPv6Address(site | packed >> 56 << 64 | packed & (1 << 56) - 1)
    yield IPv6Address(site | number)
    yield IPv6Address(site | 0x5EFE << 32 | number)  # ISATAP
    yield IPv6Address(0xFFFF << 48 | number)  # translated
    yield IPv6Address(0x20010000 << 96 | ~number & 0xFFFFFFFF)  # Teredo


class TestWhereItLeads:
    @given(within(SPECIAL))
    def test_special_addresses_are_not_public(self, address):
        assert not is_public(address)
        assert not any(map(is_public, disguises(address)))

    @given(within(SPECIAL_V6))
    def test_special_addresses_of_ipv6_are_not_public(self, address):
        assert not is_public(address)

    @given(st.ip_addresses())
    def test_public_is_what_python_calls_global_at_least(self, address):
        if is_public(address):
            carried = getattr(address, "sixtofour", None) or address
            assert carried.is_global or address in ip_network("64:ff9b::/96")
            assert not address.is_multicast and not address.is_loopback

    @pytest.mark.parametrize("text", ["8.8.8.8", "113.161.0.1", "2405:4800::1", "64:ff9b::808:808"])
    def test_hosts_of_the_internet(self, text):
        assert is_public(ip_address(text))

    @given(within(SPECIAL + SPECIAL_V6), st.permutations(["8.8.8.8", "2405:4800::1"]))
    def test_one_private_answer_spoils_all(self, private, public):
        for answers in ([str(private), *public], [*public, str(private)]):
            assert refused(judge_resolved, answers, False) is Reason.INTERNAL

    @pytest.mark.parametrize(
        "text",
        [
            "169.254.169.254",
            "::ffff:169.254.169.254",
            "fe80::1%eth0",
            "0.0.0.0",
            "::",
            "224.0.0.1",
            "fd00:ec2::254",
            "64:ff9b::a9fe:a9fe",
        ],
    )
    def test_never_even_when_allowed(self, text):
        assert refused(judge_resolved, [text], True) is Reason.INTERNAL

    @pytest.mark.parametrize("text", METADATA)
    def test_metadata_of_clouds_never_in_whichever_form(self, text):
        address = IPv4Address(text)
        for each in (address, *disguises(address), *translated(address)):
            assert not is_public(each), each
            assert refused(judge_resolved, [str(each)], True) is Reason.INTERNAL, each

    @pytest.mark.parametrize("text", ["64:ff9b:1::a9fe:a9fe", "fd00:ec2::23", "fd00:42::42"])
    def test_metadata_by_ipv6_never(self, text):
        assert refused(judge_resolved, [text], True) is Reason.INTERNAL

    @pytest.mark.parametrize("text", ["::1", "127.0.0.1", "100.100.100.201", "fd00::a00:5"])
    def test_beside_them_what_is_allowed_may_be_asked(self, text):
        assert judge_resolved([text], True) == [ip_address(text)]

    def test_allowed_hosts_may_be_private(self):
        assert judge_resolved(["10.0.0.5", "::ffff:10.0.0.6"], True) == [
            IPv4Address("10.0.0.5"),
            IPv4Address("10.0.0.6"),
        ]

    def test_no_answer(self):
        assert refused(judge_resolved, [], True) is Reason.UNKNOWN_HOST

    def test_rules_say_nothing_by_themselves(self):
        assert not Rules().allows(judge_address("http://sgd.vn/"))
