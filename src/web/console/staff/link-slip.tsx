import { CopyOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { HandedLink } from '#console/accounts/staff-api.ts';
import { useMe } from '../api/session.tsx';
import { useWords } from '../text/language.tsx';
import { estateZone } from '../text/named.ts';
import { exactTime } from '../text/times.ts';

/** A link, once: to be copied and sent to one person. */
export function LinkSlip({ link, lead, finish }: { link: HandedLink; lead: string; finish(): void }) {
  const { staff, lang } = useWords();
  const zone = estateZone(useMe());
  const [copied, setCopied] = useState(false);
  const address = `${location.origin}${link.path}`;
  const copy = () =>
    navigator.clipboard?.writeText(address).then(
      () => setCopied(true),
      // Without leave for the clipboard the address stands there to be marked by hand.
      () => setCopied(false),
    );
  return (
    <section className="card-section link-slip" aria-live="polite">
      <h3>{staff.linkTitle}</h3>
      <p>{lead}</p>
      <Input readOnly aria-label={staff.linkLabel} value={address} onFocus={(event) => event.target.select()} />
      <p className="none">
        {staff.until} {exactTime(link.expiresAt, zone, lang)}
      </p>
      <span className="let-go">
        <Button icon={<CopyOutlined />} onClick={copy}>
          {copied ? staff.copied : staff.copy}
        </Button>
        <Button type="primary" onClick={finish}>
          {staff.done}
        </Button>
      </span>
    </section>
  );
}
