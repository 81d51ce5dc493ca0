import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';

/** The search of a list. Esc leaves it; `/` comes to it. */
export function SearchField({ label, value, change }: { label: string; value: string; change(value: string): void }) {
  return (
    <Input
      className="search"
      type="search"
      data-key="search"
      prefix={<SearchOutlined aria-hidden />}
      allowClear
      aria-label={label}
      placeholder={label}
      value={value}
      maxLength={100}
      onChange={(event) => change(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
