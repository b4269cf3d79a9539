import { createHash } from 'node:crypto';
import express from 'express';
import request from 'supertest';
import { html } from './html';
import { sendPage } from './layout';

describe('sendPage', () => {
  it('allows its own style, and no other', async () => {
    const app = express().get('/', (_request, response) =>
      sendPage(response, {
        title: 'A page',
        home: { href: '/', text: 'Home' },
        body: html`<p>Hello</p>`,
      }),
    );

    const response = await request(app).get('/').expect(200);

    const style = /<style>([^]*?)<\/style>/.exec(response.text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(style).not.toBe('');
    expect(response.headers['content-security-policy']).toContain(
      `style-src 'sha256-${hash}'`,
    );
  });
});
