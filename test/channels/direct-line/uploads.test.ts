import type { Attachment } from 'botbuilder';
import { expect } from 'chai';
import sharp from 'sharp';
import { cleanFileName } from '#src/files/file-names.ts';
import { type Answer, aMessage, type Desk, openDesk } from './desk.ts';

const ACTIVITY = 'application/vnd.microsoft.activity';
const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(64)]);

const picture = (width = 60, height = 40, background = { r: 200, g: 80, b: 20 }) =>
  sharp({ create: { width, height, channels: 3, background } });

/** A photo as a phone takes it: lying on its side, with the flat's position in it. */
const photo = () =>
  picture()
    .withExif({ IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 14/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

describe('A resident sends a photo', () => {
  let desk: Desk;
  let id: string;
  let token: string;

  const open = async (options = {}) => {
    desk = await openDesk(options);
    ({ id, token } = await desk.enter());
  };
  beforeEach(() => open());
  afterEach(() => desk.close());

  const upload = (body: unknown, headers = {}) =>
    desk.ask('POST', `/conversations/${id}/upload?userId=somebody`, { token, body, headers });
  const form = (files: [bytes: Uint8Array, name: string, type?: string][], activity?: object) => {
    const parts = new FormData();
    if (activity) parts.append('activity', new Blob([JSON.stringify(activity)], { type: ACTIVITY }));
    for (const [bytes, name, type = 'image/jpeg'] of files) {
      parts.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), name);
    }
    return parts;
  };
  const shown = async () => {
    const { body } = await desk.ask('GET', `/conversations/${id}/activities`, { token });
    return body.activities ?? [];
  };
  const attachments = async (): Promise<Attachment[]> => (await shown()).flatMap((each) => each.attachments ?? []);
  const fetchFile = async ({ contentUrl = '' }: Attachment) => {
    const response = await fetch(contentUrl);
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const expectRefused = async (answer: Answer, status: number, code: string) => {
    expect([answer.status, answer.body.error?.code]).to.deep.equal([status, code]);
    expect(await shown()).to.deep.equal([]);
  };

  it('alone, as the body: it arrives upright, and neither place nor phone is in it any more', async () => {
    const sent = await photo();
    expect(sent.includes('SecretPhone')).to.equal(true);
    const disposition = 'name="file"; filename="IMG_0001.JPG"';
    const posted = await upload(sent, { 'content-type': 'image/jpeg', 'content-disposition': disposition });
    expect(posted.status).to.equal(200);
    const [attachment = {} as Attachment] = await attachments();
    expect(attachment).to.include({ contentType: 'image/jpeg', name: 'IMG_0001.jpg' });
    const { bytes, response } = await fetchFile(attachment);
    const kept = await sharp(bytes).metadata();
    expect([kept.width, kept.height, kept.orientation, kept.exif]).to.deep.equal([40, 60, undefined, undefined]);
    expect(bytes.includes('SecretPhone')).to.equal(false);
    expect(response.headers.get('content-disposition')).to.match(/^inline/);
  });

  it('with words and a second file, as one message of its own name', async () => {
    const activity = { ...aMessage('水管', 'mark'), from: { id: 'manager' }, attachments: [{ name: 'ignored' }] };
    const png = await picture().png().toBuffer();
    const posted = await upload(
      form(
        [
          [await photo(), '一楼.jpg'],
          [png, '二楼.png', 'image/png'],
        ],
        activity,
      ),
    );
    const [message, ...others] = await shown();
    expect(others).to.deep.equal([]);
    expect(message).to.deep.include({ id: posted.body.id, text: '水管', channelData: { clientActivityID: 'mark' } });
    expect(message?.from).to.deep.equal({ id: 'dl_lin', role: 'user' });
    expect(message?.attachments?.map(({ name }) => name)).to.deep.equal(['一楼.jpg', '二楼.png']);
    const again = await upload(form([[png, 'again.png']], activity));
    expect(again.body.id).to.equal(posted.body.id);
    expect(await shown()).to.have.length(1);
  });

  it('whose activity part came without a file name', async () => {
    const png = await picture().png().toBuffer();
    const head = `--b\r\nContent-Disposition: form-data; name="activity"\r\nContent-Type: ${ACTIVITY}\r\n\r\n`;
    const middle = '\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n';
    const text = JSON.stringify(aMessage('看'));
    const body = Buffer.concat([Buffer.from(head + text + middle), png, Buffer.from('\r\n--b--\r\n')]);
    await upload(body, { 'content-type': 'multipart/form-data; boundary=b' });
    expect((await shown()).map((each) => each.text)).to.deep.equal(['看']);
  });

  it('as PNG, WebP, GIF or PDF, whatever name and type the file claims', async () => {
    const frames = [picture(8, 8), picture(8, 8, { r: 0, g: 0, b: 0 })].map((each) => each.png().toBuffer());
    const gif = await sharp(await Promise.all(frames), { join: { animated: true } })
      .gif()
      .toBuffer();
    const sent: [Uint8Array, string, string][] = [
      [await picture().png().toBuffer(), 'a.jpg', 'image/png'],
      [await picture().webp().toBuffer(), 'b.txt', 'image/webp'],
      [gif, 'c.exe', 'image/gif'],
      [PDF, 'd.html', 'application/pdf'],
    ];
    expect((await upload(form(sent.map(([bytes, name]) => [bytes, name, 'text/html'])))).status).to.equal(200);
    const kept = await attachments();
    expect(kept.map(({ contentType }) => contentType)).to.deep.equal(sent.map(([, , type]) => type));
    expect(kept.map(({ name }) => name)).to.deep.equal(['a.png', 'b.webp', 'c.gif', 'd.pdf']);
    const animation = await fetchFile(kept[2] ?? ({} as Attachment));
    expect((await sharp(animation.bytes, { animated: true }).metadata()).pages).to.equal(2);
    const { response, bytes } = await fetchFile(kept[3] ?? ({} as Attachment));
    expect(Buffer.compare(bytes, PDF)).to.equal(0);
    expect(response.headers.get('content-disposition')).to.match(/^attachment/);
  });

  it('and what could run as a page or a program is refused, with everything sent along', async () => {
    const html = Buffer.from('<html><script>alert(1)</script>');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
    for (const bytes of [html, svg, Buffer.from('MZ\x90\0'), Buffer.from([1, 2, 3])]) {
      await expectRefused(
        await upload(
          form([
            [await photo(), 'ok.jpg'],
            [bytes, 'x.jpg'],
          ]),
        ),
        415,
        'FileTypeNotSupported',
      );
    }
    await expectRefused(await upload(form([[HEIC, 'IMG_1.HEIC']])), 415, 'HeicNotSupported');
  });

  it('with something hidden behind the picture, and only the picture is kept', async () => {
    const polyglot = Buffer.concat([
      await picture().jpeg().toBuffer(),
      Buffer.from('<script>alert(1)</script>PK\x03\x04'),
    ]);
    expect((await upload(form([[polyglot, 'p.jpg']]))).status).to.equal(200);
    const { bytes } = await fetchFile((await attachments())[0] ?? ({} as Attachment));
    expect(bytes.includes('<script>')).to.equal(false);
  });

  it('that is too large, has too many pixels, is damaged or empty, and hears what is wrong', async () => {
    const bomb = await picture(8000, 8000).png().toBuffer();
    await expectRefused(await upload(form([[bomb, 'bomb.png']])), 413, 'ImageTooLarge');
    const large = Buffer.concat([await picture().jpeg().toBuffer(), Buffer.alloc(10 * 1024 * 1024)]);
    await expectRefused(await upload(form([[large, 'l.jpg']])), 413, 'MessageSizeTooBig');
    await expectRefused(await upload(large, { 'content-type': 'image/jpeg' }), 413, 'MessageSizeTooBig');
    const half = (await picture(400, 400).png().toBuffer()).subarray(0, 120);
    await expectRefused(await upload(form([[half, 'h.png']])), 400, 'FileDamaged');
    await expectRefused(await upload(form([[new Uint8Array(), 'e.jpg']])), 400, 'BadArgument');
    await expectRefused(await upload(form([], aMessage('no file'))), 400, 'BadArgument');
    await expectRefused(
      await upload('broken', { 'content-type': 'multipart/form-data; boundary=x' }),
      400,
      'BadArgument',
    );
    await expectRefused(await upload('broken', { 'content-type': 'multipart/form-data' }), 400, 'BadArgument');
    const many = Array.from({ length: 11 }, (): [Uint8Array, string] => [PDF, 'p.pdf']);
    await expectRefused(await upload(form(many)), 413, 'MessageSizeTooBig');
    const chatty = { ...aMessage('长'.repeat(40_000)) };
    await expectRefused(await upload(form([[PDF, 'p.pdf']], chatty)), 413, 'MessageSizeTooBig');
  });

  it('and mutated files bring nothing down', async () => {
    const original = await photo();
    const mutate = (seed: number) => original.map((byte, index) => ((index * 31 + seed * 17) % 97 === 0 ? seed : byte));
    const answers = await Promise.all(Array.from({ length: 60 }, (_, seed) => upload(form([[mutate(seed), 'm.jpg']]))));
    expect(answers.map(({ status }) => status).every((status) => [200, 400, 413, 415].includes(status))).to.equal(true);
    expect(desk.errors).to.deep.equal([]);
  });

  it('and its link opens this file only, for a day, and to nobody who altered it', async () => {
    await upload(
      form([
        [await photo(), 'a.jpg'],
        [PDF, 'b.pdf'],
      ]),
    );
    const [first = {} as Attachment, second = {} as Attachment] = await attachments();
    const { response } = await fetchFile(first);
    expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(response.headers.get('content-security-policy')).to.equal("sandbox; default-src 'none'");
    expect(response.headers.get('cache-control')).to.match(/^private/);
    const { pathname } = new URL(second.contentUrl ?? '');
    const status = async (url: string) => (await fetch(url)).status;
    const ticket = new URL(first.contentUrl ?? '').search;
    expect(await status(`${desk.url}${pathname}${ticket}`)).to.equal(403);
    expect(await status(`${desk.url}${pathname}`)).to.equal(403);
    expect(await status(`${first.contentUrl}x`)).to.equal(403);
    desk.clock.ms += 23 * 3_600_000;
    expect(await status(first.contentUrl ?? '')).to.equal(200);
    desk.clock.ms += 2 * 3_600_000 + 1;
    expect(await status(first.contentUrl ?? '')).to.equal(403);
  });

  it('and where anything is accepted for a test suite, random bytes come back as they were, never as a page', async () => {
    await desk.close();
    await open({ acceptAnyFile: true });
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256));
    await upload(
      form([
        [bytes, 'r.jpg', 'image/jpg'],
        [bytes, 'page.html', 'text/html'],
      ]),
    );
    const [image = {} as Attachment, page = {} as Attachment] = await attachments();
    expect(Buffer.compare((await fetchFile(image)).bytes, bytes)).to.equal(0);
    expect((await fetchFile(page)).response.headers.get('content-disposition')).to.match(/^attachment/);
  });
});

describe('The name of a file', () => {
  it('is fit to be shown and saved', () => {
    expect(cleanFileName('../../etc/passwd', 'jpg')).to.equal('passwd.jpg');
    expect(cleanFileName('C:\\photos\\卫生间 漏水.JPEG', 'jpg')).to.equal('卫生间 漏水.jpg');
    expect(cleanFileName('a\u202egnp.exe', 'png')).to.equal('agnp.png');
    expect(cleanFileName('x"\r\nSet-Cookie: a=b', 'pdf')).to.equal('xSet-Cookie a=b.pdf');
    expect(cleanFileName('', 'png')).to.equal('file.png');
    expect(cleanFileName('...', 'png')).to.equal('file.png');
    expect([...cleanFileName('长'.repeat(500), 'jpg')]).to.have.length(84);
  });
});
