/** The output half of the AWS Query protocol: responses and errors as XML, along the API model. */

import type { ServiceModel } from '../api/model/shapes.ts';
import type { AwsError } from '../model/request/request.ts';

export function responseXml(
  model: ServiceModel,
  operation: string,
  response: Readonly<Record<string, unknown>>,
  requestId: string,
): string {
  const output = model.operations[operation]?.output;
  const result = output === undefined ? '' : element(`${operation}Result`, content(model, output, response));
  const metadata = element('ResponseMetadata', element('RequestId', escapedXml(requestId)));
  return `<${operation}Response xmlns="${namespace(model)}">${result}${metadata}</${operation}Response>`;
}

export function errorXml(
  model: ServiceModel,
  { code, message, status }: AwsError,
  requestId: string,
): string {
  const type = status >= 500 ? 'Receiver' : 'Sender';
  const error =
    element('Type', type) + element('Code', escapedXml(code)) + element('Message', escapedXml(message));
  return `<ErrorResponse xmlns="${namespace(model)}">${element('Error', error)}${element('RequestId', escapedXml(requestId))}</ErrorResponse>`;
}

const namespace = ({ service, apiVersion }: ServiceModel): string =>
  `https://${service}.amazonaws.com/doc/${apiVersion}/`;

const element = (name: string, inner: string): string =>
  inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;

/** A-01: IAM answers policy documents URL-encoded (RFC 3986). */
const documentShapes: ReadonlySet<string> = new Set(['policyDocumentType']);

function content(model: ServiceModel, shapeName: string, value: unknown): string {
  const shape = model.shapes[shapeName];
  switch (shape?.type) {
    case 'structure':
      return Object.entries(shape.members)
        .map(([name, of]) => {
          const part = (value as Record<string, unknown>)[name];
          return part === undefined ? '' : element(name, content(model, of, part));
        })
        .join('');
    case 'list':
      return (value as unknown[]).map((one) => element('member', content(model, shape.member, one))).join('');
    case 'map':
      return Object.entries(value as Record<string, unknown>)
        .map(([key, part]) =>
          element(
            'entry',
            element('key', escapedXml(key)) + element('value', content(model, shape.value, part)),
          ),
        )
        .join('');
    default: {
      const text = textOf(value);
      return escapedXml(documentShapes.has(shapeName) ? encoded(text) : text);
    }
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

/** Characters that XML 1.0 cannot hold become U+FFFD. @internal */
export const escapedXml = (text: string): string =>
  text
    .replace(/[&<>"\r]/g, (character) => entities[character] ?? '')
    // eslint-disable-next-line no-control-regex -- they are what is taken out
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');
