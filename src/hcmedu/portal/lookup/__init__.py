"""Look-up of results and certificates (tra cứu điểm, kết quả thi, văn bằng): A21, A22."""
