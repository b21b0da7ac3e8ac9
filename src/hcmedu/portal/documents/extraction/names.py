"""Names, posts and kinds of schools in their official case, as data of ``casing``."""

#: Kinds of places, before a name.
PLACES = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu")

#: Names and posts whose case no rule gives; each stands for itself inside longer names.
PHRASES = (
    *("Giáo dục và Đào tạo", "Khoa học và Công nghệ", "Thông tin và Truyền thông"),
    *("Lao động - Thương binh và Xã hội", "Nông nghiệp và Phát triển nông thôn"),
    *("Văn hóa, Thể thao và Du lịch", "Tài nguyên và Môi trường", "Giao thông vận tải"),
    *("Kế hoạch và Đầu tư", "Nông nghiệp và Môi trường", "Dân tộc và Tôn giáo"),
    *("Nội vụ", "Tài chính", "Tư pháp", "Y tế", "Xây dựng", "Công an", "Quốc phòng", "Ngoại giao"),
    *("Công thương", "Ủy ban nhân dân", "Hội đồng nhân dân", "Hội đồng Bộ trưởng"),
    *("Hội đồng Chính phủ", "Ủy ban Thường vụ Quốc hội", "Quốc hội", "Thủ tướng Chính phủ"),
    *("Chính phủ", "Chủ tịch nước", "Chủ tịch Quốc hội", "Đoàn Chủ tịch", "Ủy ban Trung ương"),
    *("Mặt trận Tổ quốc Việt Nam", "Tổng Liên đoàn Lao động", "Liên đoàn Lao động"),
    *(
        "Công đoàn Giáo dục",
        "Công đoàn ngành Giáo dục",
        "Công đoàn cơ sở",
        "Đảng Cộng sản",
        "Đảng bộ",
        "Đảng ủy",
        "Chi bộ",
    ),
    *("Hội Khuyến học", "Hội Chữ thập đỏ", "Hội Cựu giáo chức", "Hội Liên hiệp Phụ nữ"),
    *("Thành đoàn", "Tỉnh đoàn", "Huyện đoàn", "Quận đoàn", "Đoàn Thanh niên", "Liên đội"),
    *("Thành ủy", "Tỉnh ủy", "Huyện ủy", "Quận ủy", "Ban Chấp hành", "Ban Thường vụ"),
    *("Cộng hòa xã hội chủ nghĩa Việt Nam", "nước Cộng hòa xã hội chủ nghĩa Việt Nam"),
    *("Văn phòng Chính phủ", "Văn phòng Quốc hội", "Kiểm toán Nhà nước", "Thanh tra"),
    *("Tòa án nhân dân", "Viện kiểm sát nhân dân", "Giáo dục nghề nghiệp", "Trung ương"),
    *(
        "Giáo dục",
        "Giáo dục Mầm non",
        "Giáo dục Tiểu học",
        "Giáo dục Trung học",
        "Giáo dục Dân tộc",
    ),
    *(
        "Giáo dục thường xuyên",
        "Khối trường học",
        "Hồ Chí Minh",
        "Việt Nam",
        "Hội đồng trường",
        "Hội đồng quản trị",
    ),
)
SCHOOLS = (
    *("Tiểu học và Trung học cơ sở", "Trung học cơ sở và Trung học phổ thông", "Tiểu học"),
    *("Tiểu học, Trung học cơ sở và Trung học phổ thông", "Trung học cơ sở", "Mầm non"),
    *("Trung học phổ thông chuyên", "THPT chuyên", "Trung học phổ thông", "Mẫu giáo", "Phổ thông"),
    *("Phổ thông Dân tộc nội trú", "Phổ thông Dân tộc bán trú", "Đại học", "Cao đẳng", "Trung cấp"),
    *("Đại học Sư phạm", "Cao đẳng Sư phạm", "Bồi dưỡng giáo dục", "Chính trị", "Nhà trẻ"),
)
POSTS = (
    *("Phó Chủ tịch", "Chủ tịch", "Phó Bí thư", "Bí thư", "Phó Thủ tướng", "Thủ tướng"),
    *("Bộ trưởng", "Thứ trưởng", "Chủ nhiệm", "Phó Chủ nhiệm", "Tổng Giám đốc", "Giám đốc"),
    *("Phó Giám đốc", "Phó Tổng Giám đốc", "Hiệu trưởng", "Phó Hiệu trưởng", "Cục trưởng"),
    *("Phó Cục trưởng", "Tổng cục trưởng", "Phó Tổng cục trưởng", "Vụ trưởng", "Phó Vụ trưởng"),
    *("Trưởng phòng", "Phó Trưởng phòng", "Phó phòng", "Chánh Văn phòng", "Phó Chánh Văn phòng"),
    *("Chánh Thanh tra", "Phó Chánh Thanh tra", "Trưởng ban", "Phó Trưởng ban", "Trưởng đoàn"),
    *("Tổ trưởng", "Phó Tổ trưởng", "Tổ phó", "Viện trưởng", "Phó Viện trưởng", "Trưởng khoa"),
    *("Thủ trưởng", "Chủ tọa", "Chủ trì", "Thư ký", "Kế toán", "Kế toán trưởng", "Đại diện"),
    *(
        "Hội đồng",
        "Tổng Thư ký",
        "Tổng Bí thư",
        "Thường trực",
        "Trung tâm",
        "Văn phòng",
        "Bên",
        "Bên A",
    ),
    *("Bên B", "Ủy viên"),
)


#: First words of the name of a body. After ``DOMAIN_HEADS`` a field of work follows, then a place;
#: after the others a name.
DOMAIN_HEADS = (
    *("bộ", "sở", "phòng", "cục", "tổng cục", "vụ", "ban", "tổ", "khoa", "trung tâm", "viện"),
    *("văn phòng", "thanh tra", "chi cục", "công đoàn", "liên đoàn", "hội", "đoàn", "hội đồng"),
    *("ủy ban", "ubnd", "hđnd", "kho bạc", "công an", "bảo hiểm", "mặt trận", "đảng ủy", "đảng bộ"),
    *("chi bộ", "ban chỉ đạo", "ban quản lý", "ban tổ chức", "tổng công ty", "học viện"),
    *("chính phủ", "quốc hội", "thủ tướng", "chủ tịch", "tòa án", "viện kiểm sát", "kiểm toán"),
    *("thành ủy", "tỉnh ủy", "huyện ủy", "quận ủy", "thường trực", "thành đoàn", "quận đoàn"),
    *("liên đội", "chi đoàn", "đoàn trường", "ban đại diện", "ban giám hiệu", "trạm y tế", "bch"),
    *("ban chấp hành", "tiểu ban", "hội đồng đội"),
    *("huyện đoàn", "tỉnh đoàn", "nhà thiếu nhi", "nhà văn hóa", "thư viện", "bảo tàng"),
)
NAME_HEADS = ("trường", "công ty", "nhà trẻ", "cơ sở", "lớp", "nhóm trẻ")
#: After these a purpose follows in small letters (``Hội đồng tuyển sinh``).
SMALL_HEADS = frozenset(("hội đồng", "ban chỉ đạo", "tiểu ban", "ban quản lý", "ban tổ chức"))
HEADS = frozenset((*DOMAIN_HEADS, *NAME_HEADS))
