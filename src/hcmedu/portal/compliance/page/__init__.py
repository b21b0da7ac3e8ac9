"""'Bảng tự đánh giá': the report for the head and the administrator, and the head's word."""
