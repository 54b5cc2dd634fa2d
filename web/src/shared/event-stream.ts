// Parses server-sent events (WHATWG HTML, 9.2.6).

export type StreamEvent = { id: string | null; event: string; data: string };

/** Takes pieces of text and emits whole events. A piece may end anywhere, even inside a line. */
export function eventStreamParser(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let rest = '';
  let fields = empty();
  const line = (text: string) => {
    if (text === '') {
      if (fields.data.length > 0 || fields.event !== '') onEvent(finished(fields));
      fields = empty();
      return;
    }
    const colon = text.indexOf(':');
    // A line that begins with a colon is a comment, such as the server's heartbeat.
    if (colon === 0) return;
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') fields.data.push(value);
    else if (name === 'event') fields.event = value;
    else if (name === 'id') fields.id = value;
  };
  return (piece) => {
    // A carriage return at the end may be the first half of a line break.
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const text of lines) line(text);
  };
}

type Fields = { id: string | null; event: string; data: string[] };

function empty(): Fields {
  return { id: null, event: '', data: [] };
}

function finished({ id, event, data }: Fields): StreamEvent {
  return { id, event: event === '' ? 'message' : event, data: data.join('\n') };
}
