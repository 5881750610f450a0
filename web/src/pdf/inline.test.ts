import { describe, expect, it } from 'vitest';
import { textBlocks } from './inline';

const text = (words: string) => ({ kind: 'text', text: words });

describe('textBlocks', () => {
  it('keeps HTML as the words that were typed', () => {
    expect(textBlocks('<script>alert(1)</script>', 2)).toEqual([{ kind: 'paragraph', inner: [text('<script>alert(1)</script>')] }]);
  });
  it('keeps what is code elsewhere', () => {
    expect(textBlocks('#let x = 1 $y$ @z', 2)).toEqual([{ kind: 'paragraph', inner: [text('#let x = 1 $y$ @z')] }]);
  });
  it('leads to blocks and to safe addresses only', () => {
    expect(textBlocks('[a](javascript:x) [b](https://b.example) [c](block:abbildung-1-1) [d](figure:x?area=1)', 2)).toEqual([
      {
        kind: 'paragraph',
        inner: [
          { kind: 'plain', inner: [text('a')] },
          text(' '),
          { kind: 'link', to: 'https://b.example', inner: [text('b')] },
          text(' '),
          { kind: 'see', to: 'abbildung-1-1', inner: [text('c')] },
          text(' '),
          { kind: 'plain', inner: [text('d')] }
        ]
      }
    ]);
  });
  it('leaves no level of headings out', () => {
    const levels = textBlocks('#### a\n\n## b\n\n##### c\n\n# d', 2).map((block) => block.kind === 'heading' && block.level);
    expect(levels).toEqual([2, 2, 3, 2]);
  });
  it('reads lists, tables, signs', () => {
    expect(textBlocks('3. a\n4. b', 2)).toMatchObject([{ kind: 'list', ordered: true, start: 3, items: [[{ kind: 'paragraph' }], [{ kind: 'paragraph' }]] }]);
    expect(textBlocks('| a | b |\n|---|---|\n| 1 | 2 |', 2)).toMatchObject([{ kind: 'grid', head: [[text('a')], [text('b')]], rows: [[[text('1')], [text('2')]]] }]);
    expect(textBlocks('7,1&nbsp;% &lt; 8 &unknown; &#65;', 2)).toEqual([{ kind: 'paragraph', inner: [text('7,1\u00a0% < 8 &unknown; A')] }]);
  });
});
