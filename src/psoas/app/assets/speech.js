// What the person chose for the voice, kept in this browser, for the voices are the browser's.
const KEY = "psoas-voice";
export const STANDARD = { voice: "", rate: 1, volume: 1, amount: "all" };

// What is spoken of each amount, by the kind of the sentence; "tones" speaks nothing.
const SPOKEN = {
  all: null,
  counts: ["set", "countdown", "wait", "side", "notice", "correct", "count"],
  cues: ["set", "wait", "side", "notice", "correct"],
  tones: [],
};

export function chosen() {
  try {
    return { ...STANDARD, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...STANDARD };
  }
}

export function choose(changes) {
  const now = { ...chosen(), ...changes };
  try { localStorage.setItem(KEY, JSON.stringify(now)); } catch { /* a private window: it holds for this page */ }
  return now;
}

// A voice that is not on this computer would send every sentence over the network: it is never used.
export function localVoices(lang) {
  const all = globalThis.speechSynthesis?.getVoices() ?? [];
  return all.filter((voice) => voice.localService === true && voice.lang?.toLowerCase().startsWith(lang));
}

// The words to speak of a sentence that begins with `counts`, or "".
export function wordsOf(text, counts, kind, amount) {
  const kinds = SPOKEN[amount] ?? null;
  if (kinds && !kinds.includes(kind)) return "";
  return amount === "cues" && counts && text.startsWith(counts) ? text.slice(counts.length).trim() : text;
}

export function utterance(text, lang) {
  const { voice, rate, volume } = chosen();
  const voices = localVoices(lang);
  const words = new SpeechSynthesisUtterance(text);
  words.lang = lang;
  words.voice = voices.find((one) => one.voiceURI === voice) ?? voices[0];
  words.rate = rate;
  words.volume = volume;
  return words;
}
