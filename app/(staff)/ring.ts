const TONES = [
  { hertz: 659.25, after: 0 },
  { hertz: 880, after: 0.2 },
]
const LASTS = 0.9

/** Two soft tones, the second higher. Nothing is heard, and nothing happens, where the browser does not allow sound. */
export function ring(): void {
  try {
    const sound = new AudioContext()
    for (const { hertz, after } of TONES) {
      const start = sound.currentTime + after
      const tone = new OscillatorNode(sound, { type: "sine", frequency: hertz })
      const volume = new GainNode(sound, { gain: 0 })
      volume.gain.setValueAtTime(0, start)
      volume.gain.linearRampToValueAtTime(0.25, start + 0.02)
      volume.gain.exponentialRampToValueAtTime(0.001, start + LASTS)
      tone.connect(volume).connect(sound.destination)
      tone.start(start)
      tone.stop(start + LASTS)
    }
    // Closed even where it never began, so that it does not begin with the next click.
    setTimeout(() => void sound.close(), 2_000)
  } catch {}
}
