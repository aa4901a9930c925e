import type { Artefact } from '../../app/flows.ts';

/** Artefacts as a person reads them: messages with their headers, tokens and assertions decoded. */
export function artefactTitle(artefact: Artefact): string {
  switch (artefact.kind) {
    case 'http-request':
      return `${artefact.method} ${artefact.url}`;
    case 'http-response':
      return `HTTP ${artefact.status}`;
    case 'token':
    case 'xml':
      return artefact.title;
    case 'credentials':
      return 'Temporary credentials';
    case 'code':
      return `Code of ${artefact.serialNumber}`;
    case 'decision':
      return `Decision on ${artefact.title}: ${artefact.verdict}`;
    case 'trail':
      return artefact.events.length === 1 ? 'In the trail' : `In the trail: ${artefact.events.length} events`;
    case 'note':
      return 'Worth knowing';
  }
}

export function readable(artefact: Artefact): string {
  switch (artefact.kind) {
    case 'http-request':
    case 'http-response': {
      const headers = Object.entries(artefact.headers).map(([name, value]) => `${name}: ${value}`);
      const body = decoded(artefact.body);
      return [...headers, ...(body === '' ? [] : ['', body])].join('\n');
    }
    case 'token':
    case 'xml':
      return artefact.text;
    case 'trail':
      return artefact.events
        .map(({ eventName, errorCode, userIdentity }) =>
          [eventName, errorCode ?? 'succeeded', whoIn(userIdentity)].join(' · '),
        )
        .join('\n');
    default:
      return '';
  }
}

/** A form with one parameter a line; what it carries encoded is shown decoded below. */
function decoded(body: string): string {
  if (!body.startsWith('Action=')) return body;
  const lines = body.split('\n&').map((line) => decodeURIComponent(line.replace(/=/, ' = ')));
  return lines.join('\n');
}

function whoIn(identity: Readonly<Record<string, unknown>>): string {
  const { arn, invokedBy } = identity;
  return typeof arn === 'string' ? arn : typeof invokedBy === 'string' ? invokedBy : '';
}
