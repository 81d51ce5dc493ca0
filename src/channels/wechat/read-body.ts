import type { IncomingMessage } from 'node:http';
import { WechatRefusal } from './errors.ts';

/** The bytes of a call. @throws WechatRefusal beyond `most` bytes, or when it breaks off */
export function readBody(req: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => reject(new WechatRefusal('too-large'));
    if (Number(req.headers['content-length']) > most) return tooLarge();
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else tooLarge();
    });
    req.on('end', () => resolve(Buffer.concat(chunks)));
    req.on('error', () => reject(new WechatRefusal('broken-off')));
    req.on('close', () => reject(new WechatRefusal('broken-off')));
  });
}
