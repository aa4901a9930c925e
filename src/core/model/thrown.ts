/**
 * Puts anything that was thrown into words. Engines differ in what they keep: two of them leave name and message out of
 * the stack, some errors of a browser have no message, and a message to another thread may lose an error's parts.
 */

/** The parts of an error, as plain data that every engine copies between threads. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** Returns name and message on one line: `QuotaExceededError: no room`; never an empty text. */
export function nameThrown(thrown: unknown): string {
  const { name, message } = thrownPartsOf(thrown);
  if (message === '') return name;
  return name === '' ? message : `${name}: ${message}`;
}

/** Returns the message alone, for a sentence; the name where there is no message. */
export function messageOfThrown(thrown: unknown): string {
  const { name, message } = thrownPartsOf(thrown);
  return message === '' ? name : message;
}

/** Returns name, message and stack, then the same of what caused it, for the details that a person copies. */
export function describeThrown(thrown: unknown): string {
  const lines: string[] = [];
  const seen = new Set<unknown>();
  for (let at = thrown; at !== undefined && !seen.has(at); at = causeOf(at)) {
    seen.add(at);
    const name = nameThrown(at);
    const { stack = '' } = thrownPartsOf(at);
    lines.push(seen.size === 1 ? name : `caused by ${name}`);
    const rest = (stack.startsWith(name) ? stack.slice(name.length) : stack).replace(/^\n+|\s+$/g, '');
    if (rest !== '') lines.push(rest);
  }
  return lines.join('\n');
}

/** Returns the parts, to be sent to another thread. */
export function thrownPartsOf(thrown: unknown): Thrown {
  if (typeof thrown !== 'object' || thrown === null)
    return { name: '', message: String(thrown) || 'nothing' };
  const { name, message, stack } = thrown as Readonly<Record<keyof Thrown, unknown>>;
  const text = (part: unknown) => (typeof part === 'string' ? part : '');
  if (text(name) === '' && text(message) === '') return { name: 'Error', message: dataText(thrown) };
  return { name: text(name), message: text(message), ...(text(stack) === '' ? {} : { stack: text(stack) }) };
}

/** Dexie calls the cause `inner`. */
function causeOf(thrown: unknown): unknown {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { inner, cause } = thrown as { readonly inner?: unknown; readonly cause?: unknown };
  return inner ?? cause ?? undefined;
}

function dataText(thrown: object): string {
  try {
    return JSON.stringify(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}
