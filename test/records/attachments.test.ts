import { expect } from 'chai';
import { findAttachment, keepAttachments } from '#records/attachments.ts';
import { onEveryEngine } from '../storage/engines.ts';

onEveryEngine('A photo', (store) => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, n) => n % 256);
  const photo = { id: 'photo-1', name: '漏水 现场.jpg', contentType: 'image/jpeg', bytes };

  before(() => store().transact((tx) => keepAttachments(tx, { id: 'c1', estateId: 'qhhy' }, [photo], 1000)));

  it('is given back as it came', async () => {
    const found = await findAttachment(store().db, 'c1', photo.id);
    expect(found).to.include({ name: photo.name, contentType: photo.contentType });
    expect(Buffer.compare(found?.bytes ?? new Uint8Array(), bytes)).to.equal(0);
  });

  it('is not found from another conversation, nor under another name', async () => {
    expect(await findAttachment(store().db, 'c2', photo.id)).to.equal(undefined);
    expect(await findAttachment(store().db, 'c1', 'photo-2')).to.equal(undefined);
  });
});
