import { useId } from 'react';
import { dayStart } from '../text/times.ts';

/** A day with hour and minute on the estate's clock: the machine's own field, which is best on a phone. */
export function MomentField(props: { label: string; zone: string; change(at: number | undefined): void }) {
  const id = useId();
  return (
    <span className="choice">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="datetime-local"
        onChange={(event) => {
          const [day = '', clock = ''] = event.target.value.split('T');
          const start = dayStart(day, props.zone);
          const [hours, minutes] = clock.split(':').map(Number);
          props.change(start === undefined ? undefined : start + ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000);
        }}
      />
    </span>
  );
}
