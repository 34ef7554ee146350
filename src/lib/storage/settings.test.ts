import { expect, test } from 'vitest';
import {
	NO_SETTINGS,
	readSettings,
	readTheme,
	writeSettings,
	writeTheme,
	type Settings,
	type TextStorage
} from './settings.ts';

function memory(entries: Record<string, string> = {}): TextStorage {
	const map = new Map(Object.entries(entries));
	return {
		getItem: (key) => map.get(key) ?? null,
		setItem: (key, value) => void map.set(key, value),
		removeItem: (key) => void map.delete(key)
	};
}
const blocked: TextStorage = {
	getItem: () => {
		throw new Error('blocked');
	},
	setItem: () => {
		throw new Error('blocked');
	},
	removeItem: () => {
		throw new Error('blocked');
	}
};
const SETTINGS: Settings = {
	network: 'testnet',
	endpoints: { testnet: ['https://own.invalid/'] },
	acknowledged: ['risk']
};
const stored = (value: unknown) => memory({ 'nectar:settings': JSON.stringify(value) });

test('what is written is read back', () => {
	const storage = memory();
	expect(writeSettings(storage, SETTINGS)).toBe(true);
	expect(readSettings(storage)).toEqual(SETTINGS);
	expect(writeTheme(storage, 'dark')).toBe(true);
	expect(readTheme(storage)).toBe('dark');
	writeTheme(storage, 'system');
	expect(readTheme(storage)).toBe('system');
});

test.for([
	['another version', { v: 2, ...SETTINGS }],
	['no object', ['v']],
	['null', null]
] as const)('%s counts as never chosen', ([, value]) => {
	expect(readSettings(stored(value))).toEqual(NO_SETTINGS);
});

test.for([
	['a network that is no name', { network: 7 }],
	['an endpoint that is no URL', { endpoints: { testnet: ['no url'] } }],
	['a list that is none', { acknowledged: 'risk' }]
] as const)('%s: the whole record counts as never chosen', ([, part]) => {
	expect(readSettings(stored({ v: 1, ...SETTINGS, ...part }))).toEqual(NO_SETTINGS);
});

test('text that is no JSON counts as never chosen', () => {
	expect(readSettings(memory({ 'nectar:settings': '{' }))).toEqual(NO_SETTINGS);
});

test('storage that is blocked or absent is no error, and is told', () => {
	for (const storage of [blocked, undefined]) {
		expect(readSettings(storage)).toEqual(NO_SETTINGS);
		expect(readTheme(storage)).toBe('system');
		expect(writeSettings(storage, SETTINGS)).toBe(false);
		expect(writeTheme(storage, 'dark')).toBe(false);
	}
});
