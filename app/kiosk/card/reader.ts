import { frameLoop, QRCanvas, rearCamera, selfieCamera } from "qr/dom.js"

/** Shows the camera's picture in `video` and tells each text it reads there. Resolves to what ends it; rejects without a camera. */
export async function readWith(
  video: HTMLVideoElement,
  camera: "user" | "environment",
  onText: (text: string) => void,
): Promise<() => void> {
  const source = await (camera === "user" ? selfieCamera(video) : rearCamera(video))
  const canvas = new QRCanvas()
  const endLoop = frameLoop(async () => {
    const read = await source.readFrame(canvas, true).catch(() => undefined)
    if (typeof read === "string") onText(read)
  }, video)
  return () => {
    endLoop()
    source.stop()
  }
}
