import postgres from "postgres"
import { inject } from "vitest"
import { cloneOf } from "./clones"

/** The predecessor's tables as they may have been: UUIDs and the likeliest names, or numbers and other names. */
const dialects = {
  uuid: `
    create table users (id uuid primary key, email text, full_name text, role text, is_active boolean default true,
      hashed_password text, created_at timestamptz, updated_at timestamptz);
    create table clients (id uuid primary key, first_name text, last_name text, email text, phone text,
      date_of_birth date, parent_guardian_name text, pos_number text, service_coordinator text, pos_start_date date,
      pos_end_date date, language text, notes text, external_ids jsonb, created_at timestamptz, updated_at timestamptz,
      deleted_at timestamptz);
    create table memberships (id uuid primary key, client_id uuid, plan_type text, start_date date, end_date date,
      status text, cancelled_at timestamptz, external_id text, created_at timestamptz, updated_at timestamptz);
    create table check_ins (id uuid primary key, client_id uuid, user_id uuid, check_in_time timestamptz,
      check_out_time timestamptz, station text, method text, notes text);
    create table client_notes (id uuid primary key, client_id uuid, user_id uuid, note text, created_at timestamptz);
    create table tags (id uuid primary key, name text, color text, created_at timestamptz);
    create table client_tags (client_id uuid, tag_id uuid);
    create table contact_methods (id uuid primary key, client_id uuid, type text, value text, label text,
      is_primary boolean, created_at timestamptz);
    create table consents (id uuid primary key, client_id uuid, consent_type text, granted boolean,
      granted_at timestamptz, revoked_at timestamptz)`,
  numbers: `
    create type user_role as enum ('ADMIN', 'STAFF', 'OWNER');
    create table users (id serial primary key, email varchar, first_name varchar, last_name varchar, role user_role,
      active int default 1, password varchar, created_at timestamp, last_login timestamp);
    create table clients (id serial primary key, name varchar, email varchar, phone varchar, dob timestamp,
      guardian_name varchar, pos_number varchar, coordinator varchar, pos_start timestamp, pos_end timestamp,
      locale varchar, comments text, created_at timestamp, updated_at timestamp, is_deleted boolean default false);
    create table memberships (id serial primary key, client_id int, plan varchar, plan_name varchar, starts_at timestamp,
      ends_at timestamp, state varchar, canceled_on date, created_at timestamp);
    create table check_ins (id serial primary key, client_id int, created_by int, created_at timestamp,
      check_out_at timestamp, device varchar, source varchar);
    create table client_notes (id serial primary key, client_id int, author_id int, content text, created_at timestamp,
      deleted_at timestamp);
    create table tags (id serial primary key, label varchar);
    create table client_tags (id serial primary key, client_id int, tag_id int);
    create table contact_methods (id serial primary key, client_id int, method_type varchar, contact_value varchar);
    create table consents (id serial primary key, client_id int, kind varchar, status varchar, given_at timestamp,
      withdrawn_at timestamp, created_at timestamp)`,
}

/** A database of the predecessor with empty tables, which `close` drops. */
export async function openPredecessor(dialect: keyof typeof dialects | "nothing") {
  const { ownerUrl: url, create, drop } = cloneOf(inject("serverUrl"), "template0")
  await create()
  const sql = postgres(url, { max: 2, onnotice: () => {} })
  const close = async () => {
    await sql.end()
    await drop()
  }
  if (dialect !== "nothing") await sql.unsafe(dialects[dialect])
  return { url, sql, close }
}

/** An id of that dialect, recognisable in a table: `00000000-0000-4000-8000-000000000007`. */
export const uuidOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`
