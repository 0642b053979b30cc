/** The worker's side: told how many milliseconds, it says so each time they have passed. */
self.onmessage = ({ data: everyMs }: MessageEvent<number>) => {
  setInterval(() => self.postMessage(null), everyMs)
}

export {}
