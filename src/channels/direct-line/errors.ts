/** A refusal with the HTTP status and Direct Line code that the client gets; `message` never quotes what was sent. */
export class DirectLineError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The body of every Direct Line error answer, also for errors that the surrounding server answers itself. */
export function directLineError(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } };
}

/** 400: the request cannot be understood. */
export const badArgument = (message: string) => new DirectLineError(400, 'BadArgument', message);

/** 400: something required is not there. */
export const missingProperty = (name: string) => new DirectLineError(400, 'MissingProperty', `${name} is required.`);

/** 403: known caller, not allowed. */
export const forbidden = (message: string) => new DirectLineError(403, 'Forbidden', message);

/** 404: DirectLineJS ends its conversation for good on this answer, so it is given only for what does not exist. */
export const conversationNotFound = () =>
  new DirectLineError(404, 'ConversationNotFound', 'There is no such conversation.');

/** 413, whatever was too large. */
export const tooLarge = (message: string) => new DirectLineError(413, 'MessageSizeTooBig', message);
