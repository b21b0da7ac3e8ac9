#!/usr/bin/env bash
# Print the Python to work with: the one named by $PYTHON, else python3 when it is supported,
# else the newest supported one on the PATH. Says in Vietnamese what to install when there is none.
set -u

is_supported() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if path="$(command -v "$candidate")" && is_supported "$path"; then
        echo "$path"
        exit 0
    fi
done

if [ -n "${PYTHON:-}" ]; then
    echo "Lỗi: PYTHON=$PYTHON không chạy được, hoặc không phải Python 3.11 - 3.13." >&2
else
    echo "Lỗi: không tìm thấy Python 3.11, 3.12 hay 3.13 trên máy này." >&2
    echo "Cài bằng lệnh:  sudo apt-get install -y python3 python3-venv" >&2
fi
exit 1
