import { describe, expect, test } from 'vitest';
import { originAdvice, type Address } from './origin-advice.ts';
import { originPolicy } from './origin-policy.ts';

const CID = `b${'a2'.repeat(29)}`;
const IPNS = `k51${'q5'.repeat(29)}x`;

function address(url: string): Address {
	const { protocol, hostname, port, pathname, search } = new URL(url);
	return { protocol, hostname, port, pathname, search };
}
const linkOf = (reason: Parameters<typeof originAdvice>[0], url: string) =>
	originAdvice(reason, address(url)).link;

describe('a path gateway points to the same page on an origin of its own', () => {
	test.for([
		[`https://ipfs.io/ipfs/${CID}/keeper/`, `https://${CID}.ipfs.dweb.link/keeper/`],
		[`https://ipfs.io/ipfs/${CID}`, `https://${CID}.ipfs.dweb.link/`],
		[`http://127.0.0.1:8080/ipfs/${CID}/keeper/`, `http://${CID}.ipfs.localhost:8080/keeper/`],
		[`http://localhost/ipfs/${CID}/?seed=3`, `http://${CID}.ipfs.localhost/?seed=3`],
		[`https://gateway.example/ipns/${IPNS}/`, `https://${IPNS}.ipns.dweb.link/`],
		['https://ipfs.io/ipfs/QmOld/keeper/', 'https://dweb.link/ipfs/QmOld/keeper/'],
		['https://ipfs.io/ipns/nectar.example/', undefined]
	] as const)('%s → %s', ([from, to]) => {
		expect(linkOf('path-gateway', from)).toBe(to);
	});

	test.for([
		`https://ipfs.io/ipfs/${CID}/keeper/`,
		`https://gateway.example/ipns/${IPNS}/`,
		`http://127.0.0.1:8080/ipfs/${CID}/`
	])('and that origin may hold keys: from %s', (from) => {
		const { hostname, pathname } = new URL(linkOf('path-gateway', from) ?? '');
		const origin = { isSecureContext: true, isTop: true, hostname, pathname };
		expect(originPolicy(origin, { own: [], dev: false, sandbox: false }).kind).toBe('keys');
	});
});

test('a frame is left by opening the page itself', () => {
	expect(linkOf('framed', 'https://a.example:8443/keeper/?seed=2')).toBe(
		'https://a.example:8443/keeper/?seed=2'
	);
});
test('an insecure name is opened over https; bare numbers have no certificate', () => {
	expect(linkOf('insecure', 'http://nectar.example/keeper/')).toBe(
		'https://nectar.example/keeper/'
	);
	expect(linkOf('insecure', 'http://192.168.1.7:8080/keeper/')).toBeUndefined();
});
test('every refusal says what is wrong and what to do next', () => {
	for (const reason of ['insecure', 'framed', 'path-gateway', 'unknown-host'] as const) {
		const { what, next } = originAdvice(reason, address('https://a.example/keeper/'));
		expect(what).toMatch(/\.$/);
		expect(next).toMatch(/^Open /);
	}
});
