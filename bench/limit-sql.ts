import type { Sql } from "postgres"

/**
 * The best statements that could be written by hand for what the API answers: one for each operation, with all that the
 * operation reads and writes in it, the row of the history included.
 */
export const statements = (sql: Sql, today: string) => {
  const day = sql`${today}::date`

  /** The fields of a client as the API names them, of rows called c. */
  const client = sql`
    c.id, c.first_name, c.last_name, c.email, c.phone, c.date_of_birth::text, c.parent_guardian_name, c.uci_number,
    c.service_coordinator, c.pos_start_date::text, c.pos_end_date::text, c.language, c.notes,
    array(select t.name from client_tags ct join tags t on t.id = ct.tag_id where ct.client_id = c.id order by t.name) as tags,
    c.external_ids, covered.status as membership_status,
    coalesce(plan.code, case when covered.day is not null then 'POS' end) as membership_plan,
    coalesce(covered.ends_on, later.ends_on)::text as membership_ends_on, c.created_at, c.updated_at`

  const coverage = sql`
    join lateral (
      select case v.kind
          when 'covered' then case when v.ends_on <= ${day} + 30 then 'expiring' else 'active' end
          when 'ended' then 'expired' when 'upcoming' then 'pending' else 'none' end as status,
        case v.kind when 'covered' then ${day} when 'ended' then v.starts_on - 1 when 'upcoming' then v.ends_on + 1 end as day,
        case v.kind when 'covered' then v.ends_on when 'ended' then v.starts_on - 1 end as ends_on,
        v.kind
      from client_coverage v where v.client_id = c.id and v.starts_on <= ${day} and v.ends_on >= ${day}
    ) covered on true
    left join lateral (
      select v.ends_on from client_coverage v
      where covered.kind = 'upcoming' and v.client_id = c.id and v.starts_on = covered.day
    ) later on true
    left join lateral (
      select p.code from memberships m join plans p on p.id = m.plan_id
      where m.client_id = c.id and m.starts_on <= covered.day and m.holds_until >= covered.day
      order by m.holds_until desc, p.code collate "C" limit 1
    ) plan on true`

  const withStatus: Record<string, ReturnType<Sql>> = {
    active: sql`and v.kind = 'covered' and v.ends_on > ${day} + 30`,
    expiring: sql`and v.kind = 'covered' and v.ends_on <= ${day} + 30`,
    expired: sql`and v.kind = 'ended'`,
    pending: sql`and v.kind = 'upcoming'`,
    none: sql`and v.kind = 'none'`,
  }

  type Listed = { status?: string; query?: string; limit: number; after?: { key: string; id: string } }

  return {
    list: ({ status, query, limit, after }: Listed) => sql`
      select ${client} from (
        select c.* from ${
          status
            ? sql`client_coverage v join clients c on c.id = v.client_id and v.starts_on <= ${day} and v.ends_on >= ${day}
                ${withStatus[status] ?? sql``}`
            : sql`clients c`
        } where c.deleted_at is null
        ${after ? sql`and ${status ? sql`(v.client_created_at, v.client_id)` : sql`(c.created_at, c.id)`} < (${after.key}::timestamptz, ${after.id}::uuid)` : sql``}
        ${
          query
            ? sql`and search_text like contains_pattern(${query})
                ${query.length > 2 ? sql`` : sql`and letter_pairs(search_text) @> letter_pairs(search_fold(${query}))`}`
            : sql``
        }
        order by ${status ? sql`v.client_created_at desc, v.client_id desc` : sql`c.created_at desc, c.id desc`}
        limit ${limit + 1}
      ) c ${coverage} order by c.created_at desc, c.id desc`,

    get: (id: string) => sql`
      with seen as (
        insert into events (id, type, actor_kind, actor_name, client_id, data, request_id, channel, occurred_at)
        select gen_random_uuid(), 'client.viewed', 'api_key', 'Limit', ${id}, '{}', 'limit', 'api', now()
        where not exists (
          select from events where client_id = ${id} and type = 'client.viewed' and actor_name = 'Limit'
            and channel = 'api' and occurred_at > now() - interval '15 minutes')
      )
      select ${client} from clients c ${coverage} where c.id = ${id} and c.deleted_at is null`,

    patchNotes: (id: string, notes: string) => sql`
      with before as (
        select id, notes from clients where id = ${id} and deleted_at is null for no key update
      ), changed as (
        update clients c set notes = ${notes}, version = version + 1, updated_at = now() from before
        where c.id = before.id returning c.*
      ), event as (
        insert into events (id, type, actor_kind, actor_name, client_id, data, request_id, channel, occurred_at)
        select gen_random_uuid(), 'client.updated', 'api_key', 'Limit', id,
          jsonb_build_object('fields', jsonb_build_object('notes', jsonb_build_object('from', notes, 'to', ${notes}::text))),
          'limit', 'api', now()
        from before
      )
      select ${client} from changed c ${coverage}`,

    /** First the lock, so that of two at the same moment the second sees the first; then the rest. */
    checkIn: (clientId: string, key: string, method: string) =>
      sql.begin(async (tx) => {
        await tx`select id from clients where id = ${clientId} and deleted_at is null for no key update`
        return tx`
          with earlier as (
            select id from check_ins where idempotency_key = ${key}
            union all
            select check_in_id from check_in_repeats where idempotency_key = ${key}
            union all
            select id from check_ins where client_id = ${clientId} and removal is null
              and checked_in_at between now() - interval '5 minutes' and now() + interval '5 minutes'
          ), made as (
            insert into check_ins (id, client_id, idempotency_key, method, checked_in_at)
            select gen_random_uuid(), ${clientId}, ${key}, ${method}, now() where not exists (select from earlier)
            returning *
          ), event as (
            insert into events (id, type, actor_kind, actor_name, client_id, data, request_id, channel, occurred_at)
            select gen_random_uuid(), 'check_in.created', 'api_key', 'Limit', client_id,
              jsonb_build_object('checkInId', id, 'method', method, 'station', station), 'limit', 'api', now()
            from made
          ), visit as (
            select * from made
            union all (
              select v.* from earlier join check_ins v on v.id = earlier.id
              where not exists (select from made) limit 1)
          )
          select visit.id, client_id, method, station, visit.notes, 'Limit' as checked_in_by, checked_in_at, checked_out_at,
            needs_review, removal, removed_at, removal_reason, covered.status as membership_status,
            covered.ends_on::text as membership_warning,
            not exists (select from made) as duplicate
          from visit join clients c on c.id = visit.client_id ${coverage}`
      }),

    lookUp: (phone: string) => sql`
      select c.id, c.first_name, c.last_name, c.language, exists (
          select from check_ins v where v.client_id = c.id and v.checked_in_at >= ${day}::timestamptz
            and v.checked_in_at <= now() - interval '5 minutes' and v.checked_out_at is null and v.removal is null
        ) as here
      from clients c
      where c.deleted_at is null and c.id in (
        select id from clients where phone = ${phone} and deleted_at is null
        union select client_id from contact_methods where value = ${phone} and kind = 'phone')
      order by c.first_name, c.id limit 9`,
  }
}
