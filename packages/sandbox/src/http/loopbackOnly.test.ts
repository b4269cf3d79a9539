import express from 'express';
import request from 'supertest';
import { loopbackOnly } from './loopbackOnly';

const app = express().use(loopbackOnly, (_request, response) => {
  response.send('ok');
});

const statusFor = async (host: string) =>
  (await request(app).get('/').set('Host', host)).status;

describe('loopbackOnly', () => {
  it.each(['127.0.0.1:7391', 'localhost', '[::1]:80'])(
    'answers %s',
    async host => expect(await statusFor(host)).toBe(200),
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:80',
    '10.0.0.1',
  ])('refuses %s', async host => expect(await statusFor(host)).toBe(421));
});
