/** Messages between the tabs of this page; without BroadcastChannel no other tab hears them. */

export interface Channel {
  post(message: unknown): void;
  close(): void;
}

/** Opens a channel. `onMessage` gets what other tabs posted, in any shape, never one's own messages. */
export function openChannel(name: string, onMessage: (message: unknown) => void): Channel {
  if (typeof BroadcastChannel !== 'function') return { post: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<unknown>) => onMessage(event.data);
  return { post: (message) => channel.postMessage(message), close: () => channel.close() };
}

/** Calls `back` whenever the person returns to this tab; the returned function stops it. */
export function onReturn(back: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') back();
  };
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('focus', seen);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('focus', seen);
  };
}
