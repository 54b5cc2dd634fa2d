// A late sound is not played: it would call a person for nothing.
import { storedSwitch } from '../data/stored-switch.ts';

const PITCHES_HZ = [660, 880] as const;
const NOTE_S = 0.12;
const LOUDNESS = 0.12;

export const toneSwitch = storedSwitch('careline:sound-off');

let context: AudioContext | undefined;
let isPlaying = false;

/** Two short notes. Several at once are one. Browsers allow none before the first click or key on a page. */
export async function playTone(): Promise<void> {
  if (!toneSwitch.isOn() || isPlaying || navigator.userActivation?.hasBeenActive === false) return;
  isPlaying = true;
  context ??= new AudioContext();
  const sounding = context;
  await sounding.resume();
  const last = PITCHES_HZ.map((pitch, place) => note(sounding, pitch, sounding.currentTime + place * NOTE_S)).at(-1);
  last?.addEventListener('ended', () => {
    isPlaying = false;
    // An audio context that runs silently would keep the machine awake.
    void sounding.suspend();
  });
}

function note(sounding: AudioContext, pitch: number, at: number): OscillatorNode {
  const [tone, volume] = [sounding.createOscillator(), sounding.createGain()];
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(LOUDNESS, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S);
  tone.connect(volume).connect(sounding.destination);
  tone.start(at);
  tone.stop(at + NOTE_S);
  return tone;
}
