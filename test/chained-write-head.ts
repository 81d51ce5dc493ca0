import { ServerResponse } from 'node:http';
import 'restify';

// restify's own `writeHead`, which holds for the whole process, forgets to return the response. Our code does not chain on it;
// the stand-ins of other people's servers, which run in the tests' process, do.
const { writeHead } = ServerResponse.prototype;
ServerResponse.prototype.writeHead = function chained(this: ServerResponse, ...args: Parameters<typeof writeHead>) {
  writeHead.apply(this, args);
  return this;
} as typeof writeHead;
