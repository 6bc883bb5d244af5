import { describe, expect, it } from 'vitest';
import { RequestLog, elsewhere, kindOf, sumsOf, type Request } from '../src/app/requests';
import { readReport } from '../src/engine/report-requests';

const BASE = 'https://example.test/spot/';

const at = (url: string, by: Request['by'] = 'page', local = false): Request => ({ url, at: 1000, by, local });

describe('a request', () => {
  it.each([
    ['', 'document'],
    ['index.html', 'document'],
    ['?engine=cpu#/models', 'document'],
    ['sw.js', 'worker'],
    ['weights/models.json', 'model'],
    ['weights/skin28/weights.bpk', 'model'],
    ['assets/cpu-DiPMhVNV.wasm', 'engine'],
    ['assets/gpu-DTKa8bgv.js', 'engine'],
    ['assets/worker-BscNABiz.js', 'page'],
    ['assets/index-JTgUt33T.css', 'page'],
    ['icons/favicon.svg', 'picture'],
    ['manifest.webmanifest', 'picture'],
    ['api/upload', 'other'],
    ['assets/../upload', 'other'],
  ])('for %j is for: %s', (path, kind) => {
    expect(kindOf(BASE + path, BASE)).toBe(kind);
  });

  it('beyond the page’s own folder is for something else, on this host and on others', () => {
    expect(kindOf('https://example.test/weights/x', BASE)).toBe('other');
    expect(kindOf('https://other.test/spot/weights/x', BASE)).toBe('other');
  });
});

describe('the sums', () => {
  it('are by host, kind and maker, and another host comes first', () => {
    const requests = [
      at(`${BASE}assets/a.js`),
      at(`${BASE}assets/b.js`, 'page', true),
      at(`${BASE}assets/b.js`, 'offline'),
      at('https://tracker.test/pixel.gif'),
    ];
    expect(sumsOf(requests, BASE)).toEqual([
      { host: 'tracker.test', kind: 'other', by: 'page', asked: 1, local: 0 },
      { host: 'example.test', kind: 'page', by: 'page', asked: 1, local: 1 },
      { host: 'example.test', kind: 'page', by: 'offline', asked: 1, local: 0 },
    ]);
    expect(elsewhere(requests, BASE).map(({ url }) => url)).toEqual(['https://tracker.test/pixel.gif']);
    expect(elsewhere([at('http://example.test/spot/'), at('https://example.test:8443/')], BASE)).toHaveLength(2);
  });
});

describe('the log', () => {
  it('claims to know of nobody whom it has not heard', () => {
    const log = new RequestLog();
    expect(log.knows('page') || log.knows('engine') || log.knows('offline')).toBe(false);
    log.hear('engine', { type: 'REQUESTS', seen: [] });
    expect(log.knows('engine')).toBe(true);
    expect(log.knows('offline')).toBe(false);
  });

  it('counts what is told twice once, in order, and only what can leave the device', () => {
    const log = new RequestLog();
    let changes = 0;
    log.addEventListener('change', () => (changes += 1));
    const seen = [
      { url: `${BASE}b`, at: 2000.4, local: false },
      { url: `${BASE}a`, at: 1000, local: true },
      { url: 'blob:https://example.test/1', at: 1, local: false },
      { url: 'data:text/plain,', at: 1, local: false },
    ];
    log.hear('offline', { type: 'REQUESTS', seen });
    log.hear('offline', { type: 'REQUESTS', seen: seen.slice(0, 1) });
    expect(log.seen).toEqual([
      { url: `${BASE}a`, at: 1000, by: 'offline', local: true },
      { url: `${BASE}b`, at: 2000.4, by: 'offline', local: false },
    ]);
    expect(changes).toBe(2);
  });

  it('counts one try that two rules refuse once, and two tries twice', () => {
    const log = new RequestLog();
    log.refuse('https://other.test/', 100);
    log.refuse('https://other.test/', 101);
    log.refuse('https://other.test/', 900);
    log.refuse('https://another.test/', 901);
    expect(log.refused).toHaveLength(3);
  });

  it('knows the first photo of the visit', () => {
    const log = new RequestLog();
    log.markPhoto(5);
    log.markPhoto(6);
    expect(log.photoAt).toBe(5);
  });
});

it.each([null, 'REQUESTS', { type: 'REQUESTS' }, { type: 'OTHER', seen: [] }, { id: '1', type: 'RAW' }])(
  'a message that is no report (%j) is none',
  (data) => {
    expect(readReport(data)).toBeUndefined();
  },
);
