let context: AudioContext | undefined;

/** Two soft tones for a new arrival, a rising triple twice for a critical one. Silent until the clerk has touched the page. */
export function chime(critical: boolean): void {
  context ??= new AudioContext();
  if (context.state === 'suspended') {
    context.resume().catch(() => {});
    // Played later it would only startle.
    if (!navigator.userActivation?.hasBeenActive) return;
  }
  const tones = critical ? [660, 880, 1100, 660, 880, 1100] : [784, 1047];
  tones.forEach((pitch, place) => {
    tone(pitch, place * 0.16);
  });
}

function tone(pitch: number, after: number): void {
  if (!context) return;
  const start = context.currentTime + after;
  const voice = context.createOscillator();
  const volume = context.createGain();
  voice.frequency.value = pitch;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.32);
  voice.connect(volume).connect(context.destination);
  voice.start(start);
  voice.stop(start + 0.34);
}
