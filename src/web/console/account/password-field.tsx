import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Input, type InputProps } from 'antd';
import { useState } from 'react';
import { useWords } from '../text/language.tsx';

/** A password with a button, reached by keyboard too, that shows it. */
export function PasswordField(props: InputProps) {
  const { account } = useWords();
  const [shown, setShown] = useState(false);
  return (
    <Input
      {...props}
      type={shown ? 'text' : 'password'}
      suffix={
        <Button
          type="text"
          size="small"
          className="eye"
          aria-label={shown ? account.hide : account.show}
          aria-pressed={shown}
          icon={shown ? <EyeOutlined /> : <EyeInvisibleOutlined />}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}
