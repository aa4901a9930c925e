/**
 * HTTP messages as the protocols here see them. A server or an SDK's request handler makes and sends them.
 */

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** The query as it stands in the URL, without `?`. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly ip?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
