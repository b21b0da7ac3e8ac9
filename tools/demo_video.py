"""Record a short video of the illustrations, one fading into the next (WebM, no sound)."""

from base64 import b64decode
from base64 import b64encode
from pathlib import Path
from selenium import webdriver


SCENES = {
    "khai-giang-2026": ("truong", "khai-giang", "lop-hoc"),
    "ngay-hoi-stem": ("khoa-hoc", "tin-hoc", "thu-vien"),
    "chao-mung-20-11": ("nha-giao", "van-nghe", "guong-mat"),
}
SCRIPT = """
const [pictures, done] = arguments;
const canvas = document.createElement('canvas');
canvas.width = 640; canvas.height = 400;
const context = canvas.getContext('2d');
const load = source => new Promise(ready => {
  const image = new Image(); image.onload = () => ready(image); image.src = source;
});
Promise.all(pictures.map(load)).then(images => {
  const stream = canvas.captureStream(12), parts = [];
  const recorder = new MediaRecorder(stream, {
    mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 130000,
  });
  recorder.ondataavailable = event => parts.push(event.data);
  recorder.onstop = () => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(',')[1]);
    reader.readAsDataURL(new Blob(parts));
  };
  const begin = performance.now(), hold = 2200, fade = 500;
  const draw = () => {
    const passed = performance.now() - begin, index = Math.floor(passed / hold);
    if (index >= images.length) { recorder.stop(); return; }
    context.globalAlpha = 1;
    context.drawImage(images[index], 0, 0, 640, 400);
    const left = hold - passed % hold;
    if (left < fade && index + 1 < images.length) {
      context.globalAlpha = 1 - left / fade;
      context.drawImage(images[index + 1], 0, 0, 640, 400);
    }
    requestAnimationFrame(draw);
  };
  recorder.start(); draw();
});
"""


def write_video(pictures: list[Path], folder: Path) -> None:
    """One file for each row of ``SCENES``; recorded in real time, so bytes differ each run."""
    known = {path.stem: b64encode(path.read_bytes()).decode() for path in pictures}
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options)
    try:
        browser.set_script_timeout(60)
        for name, scenes in SCENES.items():
            sources = [f"data:image/jpeg;base64,{known[scene]}" for scene in scenes]
            data = browser.execute_async_script(SCRIPT, sources)
            (folder / f"{name}.webm").write_bytes(b64decode(data))
    finally:
        browser.quit()
