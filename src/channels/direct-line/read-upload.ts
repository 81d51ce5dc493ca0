import type { IncomingMessage } from 'node:http';
import { fileNameOf } from '#src/files/file-names.ts';
import { badArgument, tooLarge } from './errors.ts';
import { type Part, splitMultipart } from './multipart.ts';
import { parseObject, readBody } from './read-body.ts';
import type { DirectLineLimits } from './service.ts';

const ACTIVITY = 'application/vnd.microsoft.activity';

/** A file as it was sent: name and type are the client's claim. */
export interface SentFile {
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

/** What an upload carries; `activity` is what goes with the files, if anything was sent. */
export interface Upload {
  activity?: Record<string, unknown>;
  files: SentFile[];
}

/** Both forms of an upload: `multipart/form-data` for several parts, any other body is one file. */
export async function readUpload(req: IncomingMessage, limits: DirectLineLimits): Promise<Upload> {
  const contentType = req.headers['content-type'] ?? '';
  const multipart = /^multipart\/form-data/i.test(contentType);
  const bytes = await readBody(req, multipart ? limits.upload + limits.json : limits.file);
  const parts = multipart ? splitMultipart(bytes, contentType) : [{ headers: req.headers as Part['headers'], bytes }];
  const activity = parts.find(isActivity);
  const files = parts.filter((part) => !isActivity(part)).map(toFile);
  checkSizes(files, limits);
  return { activity: activity && readActivity(activity, limits.json), files };
}

function isActivity({ headers }: Part): boolean {
  const disposition = headers['content-disposition'] ?? '';
  if (headers['content-type']?.toLowerCase().startsWith(ACTIVITY)) return true;
  return /\bname="?activity"?\s*$/i.test(disposition) && !/filename/i.test(disposition);
}

function readActivity({ bytes }: Part, most: number): Record<string, unknown> {
  if (bytes.length > most) throw tooLarge(`The activity may have at most ${most} bytes.`);
  return parseObject(bytes.toString('utf8'));
}

function toFile({ headers, bytes }: Part): SentFile {
  const contentType = (headers['content-type'] ?? 'application/octet-stream').split(';')[0] ?? '';
  return { name: fileNameOf(headers['content-disposition'] ?? ''), contentType: contentType.trim(), bytes };
}

function checkSizes(files: SentFile[], limits: DirectLineLimits): void {
  if (files.length === 0) throw badArgument('There is no file in the upload.');
  if (files.length > limits.filesPerUpload) throw tooLarge(`At most ${limits.filesPerUpload} files at once.`);
  if (files.some(({ bytes }) => bytes.byteLength === 0)) throw badArgument('A file is empty.');
  if (files.some(({ bytes }) => bytes.byteLength > limits.file)) {
    throw tooLarge(`A file may have at most ${limits.file} bytes.`);
  }
}
