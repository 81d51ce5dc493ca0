import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import type { FeeLine } from '#console/residents/move-in-api.ts';
import { Choice } from '../frame/choice.tsx';
import { useWords } from '../text/language.tsx';
import { moveInDesk } from './calls.ts';
import type { MoveInPart } from './move-in-part.ts';

/** The home's own fee sheet: its lines, and the form to make it out from what the estate has published. */
export function Fees({ id, detail, work }: MoveInPart) {
  const { fees: text } = useWords().moveIn;
  const [lines, setLines] = useState<FeeLine[]>(detail.feeSheet);
  const changed = JSON.stringify(lines) !== JSON.stringify(detail.feeSheet);
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <section className="card-section">
      <h3>{text.title}</h3>
      {lines.length === 0 && <p className="none">{text.none}</p>}
      <ul className="papers">
        {lines.map((line, at) => (
          <li key={`${line.name} ${line.amount}`}>
            <span>
              {line.name} · {text.sum(line.unitPrice, line.quantity, line.amount)} ·{' '}
              {line.refundable ? text.refundable : text.final} · {line.payee}
            </span>
            <Button
              size="small"
              disabled={work.busy}
              onClick={() => setLines(lines.filter((_, other) => other !== at))}
            >
              {text.remove}
            </Button>
          </li>
        ))}
      </ul>
      {lines.length > 0 && <p className="key-rule">{text.total(round(total))}</p>}
      <LineForm items={detail.feeItems} add={(line) => setLines([...lines, line])} />
      <Button
        disabled={!changed || lines.length === 0 || work.busy}
        onClick={() => work.run(() => moveInDesk.feeSheet(id, { lines }))}
      >
        {text.save}
      </Button>
    </section>
  );
}

interface FormProps {
  items: MoveInPart['detail']['feeItems'];
  add(line: FeeLine): void;
}

function LineForm({ items, add }: FormProps) {
  const { fees: text } = useWords().moveIn;
  const [name, setName] = useState(items[0]?.name ?? '');
  const [price, setPrice] = useState<number>();
  const [quantity, setQuantity] = useState(1);
  const item = items.find((one) => one.name === name);
  const unitPrice = price ?? item?.unitPrice ?? undefined;
  const choose = (chosen: string) => {
    setName(chosen);
    setPrice(undefined);
  };
  const put = () => {
    if (item && unitPrice !== undefined) add({ ...item, unitPrice, quantity, amount: round(unitPrice * quantity) });
  };
  return (
    <div className="work-row">
      <Choice
        label={text.name}
        value={name}
        options={items.map((one) => ({ value: one.name, label: one.name }))}
        choose={choose}
      />
      <InputNumber
        aria-label={text.price}
        placeholder={text.price}
        min={0}
        value={unitPrice ?? null}
        onChange={(value) => setPrice(value ?? undefined)}
      />
      <InputNumber
        aria-label={text.quantity}
        placeholder={text.quantity}
        min={0}
        value={quantity}
        onChange={(value) => setQuantity(value ?? 0)}
      />
      <Button disabled={!item || unitPrice === undefined || quantity === 0} onClick={put}>
        {text.add}
      </Button>
    </div>
  );
}

/** Whole fen: 2.8 × 90.5 is 253.40. */
function round(yuan: number): number {
  return Math.round(yuan * 100) / 100;
}
