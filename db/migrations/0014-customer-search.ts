// `foldedName` does the same in TypeScript. The index holds every two neighbouring characters, which needs no extension
// and works in any script.
import { Migration } from '@mikro-orm/migrations';

export class CustomerSearch0014 extends Migration {
  override up(): void {
    this.addSql(foldedName);
    this.addSql(wantedName);
    this.addSql(pieces);
    this.addSql('create index contacts_by_pieces on contacts using gin (pieces_of(searched_text(name, phone)));');
  }
}

// `return` binds the called functions when a function is created, so an index works under any search path.
const foldedName = `
create function folded_name(name text) returns text language sql immutable strict parallel safe
  return btrim(regexp_replace(
    translate(
      regexp_replace(lower(normalize(name, nfkd) collate pg_unicode_fast),
        '[\\u00AD\\u0300-\\u036F\\u0483-\\u0489\\u0591-\\u05C7\\u0610-\\u061A\\u061C\\u0640\\u064B-\\u065F\\u0670\\u06D6-\\u06ED\\u08D3-\\u08FF\\u115F\\u1160\\u180B-\\u180F\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u20D0-\\u20FF\\uFE00-\\uFE0F\\uFE20-\\uFE2F\\uFEFF]',
        '', 'g'),
      'ةىیٱکھہەς٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'هيياكهههσ01234567890123456789'),
    '[\\u0009-\\u000D \\u0085\\u1680\\u2028\\u2029]+', ' ', 'g'));
create function searched_text(name text, phone text) returns text language sql immutable strict parallel safe
  return folded_name(name) || E'\\n' || phone;`;

// Numbers are stored as +20…, so blanks, hyphens and leading zeros are left out of the search.
const wantedName = `
create function wanted_text(typed text) returns text language sql immutable strict parallel safe
  return case when folded_name(typed) ~ '^[-+0-9 ().]+$' then ltrim(regexp_replace(folded_name(typed), '\\D', '', 'g'), '0') else folded_name(typed) end;`;

const pieces = `
create function pieces_of(searched text) returns text[] language sql immutable strict parallel safe
  return (select coalesce(array_agg(distinct substr(searched, place, 2)), '{}') from generate_series(1, length(searched) - 1) as place);`;
