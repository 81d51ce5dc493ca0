import { useId } from 'react';

interface Props {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  choose(value: string): void;
}

/** A labelled list to choose one from: the machine's own, which is best on a phone and with a screen reader. */
export function Choice({ label, value, options, choose }: Props) {
  const id = useId();
  return (
    <span className="choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => choose(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/** The choices of a filter: all, then each code in words. */
export function codeOptions(all: string, list: Record<string, string>, codes = Object.keys(list)): Props['options'] {
  return [{ value: '', label: all }, ...codes.map((code) => ({ value: code, label: list[code] ?? code }))];
}
