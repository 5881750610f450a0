import { describe, expect, it } from 'vitest';
import { linksFrom } from '../lib/routes';
import { fill, markdownToHtml } from './markdown';

const targets = { links: linksFrom('de', { page: 'report', id: 'r' }), indicators: new Set(['leavers']) };
const html = (text: string) => markdownToHtml(text, targets).trim();

describe('markdownToHtml', () => {
  it('lets no HTML and no script through', () => {
    expect(html('a <script>alert(1)</script> b')).not.toContain('<script>');
    expect(html('<img src=x onerror=alert(1)>')).not.toContain('<img');
    expect(html('[x](javascript:alert(1))')).toBe('<p>x</p>');
    expect(html('[x](JaVaScRiPt:alert(1))')).toBe('<p>x</p>');
    expect(html('[x](data:text/html,1)')).toBe('<p>x</p>');
    expect(html('![alt](x.png)')).toBe('<p>alt</p>');
  });
  it('links figures to the page of their indicator', () => {
    expect(html('[7,7 %](figure:leavers?area=05513&year=2015&series=0)')).toBe('<p><a href="../../kennzahl/leavers/?period=2015&amp;area=05513" class="number">7,7 %</a></p>');
    expect(html('[7,7 %](figure:unknown)')).toBe('<p>7,7 %</p>');
  });
  it('links pages by name', () => {
    expect(html('[Daten](page:data)')).toBe('<p><a href="../../daten/">Daten</a></p>');
    expect(html('[x](page:evil)')).toBe('<p>x</p>');
  });
  it('leaves the first heading to the page', () => expect(html('# A')).toBe('<h2>A</h2>'));
});

describe('fill', () => {
  it('replaces what it knows', () => expect(fill('{a} {b}', { a: '1' })).toBe('1 {b}'));
});
