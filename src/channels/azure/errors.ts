/** A refused call: the HTTP status and a code for whoever set the channel up. `message` never quotes what was sent. */
export class AzureError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** 400: the call cannot be understood. */
export const badRequest = (message: string) => new AzureError(400, 'bad-request', message);

/** 401: nobody we know has signed the call for this bot. */
export const unauthorized = () => new AzureError(401, 'unauthorized', 'The call is not signed for this bot.');

/** 403: signed or not, replies would go to a host that the settings do not name. */
export const foreignService = () => new AzureError(403, 'foreign-service', 'This service is not among those allowed.');

/** 503: Microsoft's signing keys cannot be read at present. */
export const cannotCheck = () => new AzureError(503, 'cannot-check', 'The signature cannot be checked at present.');
