import { expect, test } from 'vitest';
import { parseEndpointUrl } from './endpoint-url.ts';

test.for([
	['https://rpc.example.org', 'https://rpc.example.org/'],
	['  https://rpc.example.org/v1?key=a ', 'https://rpc.example.org/v1?key=a'],
	['http://localhost:8000', 'http://localhost:8000/'],
	['http://127.0.0.1:8000/rpc', 'http://127.0.0.1:8000/rpc']
])('%s is an endpoint', ([typed = '', url]) => {
	expect(parseEndpointUrl(typed)).toEqual({ ok: true, value: url });
});

test.for([
	['', 'Type the URL'],
	['rpc.example.org', 'no URL'],
	['http://rpc.example.org', 'Only https'],
	['http://localhost.example.org', 'Only https'],
	['javascript:alert(1)', 'Only https'],
	['wss://rpc.example.org', 'Only https'],
	['https://me:secret@rpc.example.org', 'user name']
])('%s is refused with what to do', ([typed = '', says]) => {
	const parsed = parseEndpointUrl(typed);
	expect(parsed.ok ? parsed.value : parsed.error).toContain(says);
});
