// Nothing typed may be lost between the end of a session and the next sign-in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carry, packedFields, unpack } from './carried.ts';

describe('carried', () => {
	it('brings every field through sign-in and a refused attempt, in order', () => {
		const field = fc.record({ name: fc.stringMatching(/^[a-z.[\]?]{1,12}$/), value: fc.string({ unit: 'binary' }) });
		fc.assert(
			fc.property(fc.array(field, { maxLength: 4 }), (fields) => {
				const form = new FormData();
				for (const { name, value } of fields) form.append(name, value);
				const first = unpack(carry('/trabajo?/save', form), '/x');
				const again = new FormData();
				for (const { name, value } of packedFields(first)) again.append(name, value);
				expect(unpack(again, '/x')).toEqual(first);
				expect(first.fields).toEqual(fields.map(({ name, value }) => ({ name, value: value.toWellFormed() })));
			})
		);
	});

	it('leaves passwords behind and keeps the names of files', () => {
		const form = new FormData();
		form.set('currentPassword', 'secreta');
		form.set('file', new File(['x'], 'formulario.docx'));
		form.set('empty', new File([], ''));
		const carried = unpack(carry('/trabajo', form), '/x');
		expect(carried).toEqual({ target: '/trabajo', fields: [], files: [{ name: 'file', fileName: 'formulario.docx' }] });
	});

	it('goes nowhere else', () => {
		expect(unpack(carry('//elsewhere.example/', new FormData()), '/trabajo').target).toBe('/trabajo');
	});
});
