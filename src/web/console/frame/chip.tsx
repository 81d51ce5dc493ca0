import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';

/** A filter that came with the address and has no field of its own; pressed, it goes. */
export function Chip({ text, remove }: { text: string; remove(): void }) {
  return (
    <Button icon={<CloseOutlined />} iconPosition="end" onClick={remove}>
      {text}
    </Button>
  );
}
