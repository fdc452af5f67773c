// Written by tools/schema-dump.ts from a migrated database. Do not edit.
import type { ColumnType, Generated } from 'kysely'

/** read as `2020-12-25T11:00:00.000+08:00` */
export type Instant = ColumnType<string, string | Date, string | Date>
/** read as it was stored; write arrays as JSON text */
export type Json = ColumnType<any, any, any>

export interface Tables {
  'casework.act': {
    city: string
    case_id: string
    seq: number
    id: string
    type: string
    at: string
    effective_on: string | null
    rec_us: number
    actor_code: string
    actor_role: string
    actor: string | null
    organ: string | null
    on_behalf: string | null
    assistance: string | null
    payload: Json
    clocks: Json
    facts: Json
    rules: Json
    calendar: string
    commitments: Json
  }
  'casework.bundle': {
    city: string
    id: string
    number: string
    key: string
    revision: number
    applicant: string
    lead_organ: string
    answers: Json
    received_at: Instant
    accepted_at: Instant | null
    due: string | null
    promise_at: Instant | null
    path: Json | null
    after: Json
    done_at: Instant | null
  }
  'casework.cases': {
    city: string
    id: string
    number: string
    item: string
    revision: number
    regime: string
    organ: string
    applicant: string
    helper: string | null
    assistance: string | null
    bundle: string | null
    channel: string
    state: string
    holder: string
    received_at: Instant
    accepted_on: string | null
    decided_on: string | null
    due: string | null
    yellow_at: Instant | null
    promise_at: Instant | null
    paused: Generated<boolean>
    green: Generated<boolean>
    closed: Generated<boolean>
    seq: number
    taken_by: string | null
    due_clock: string | null
  }
  'casework.clock': {
    city: string
    case_id: string
    clock: string
    name: string
    kind: string
    due: string
    due_at: Instant | null
    rings_at: Instant
    status: string
  }
  'casework.draft': {
    city: string
    id: string
    person: string
    kind: string
    key: string
    revision: number
    answers: Json
    form: Json
    materials: Json
    files: Generated<Json>
    by_helper: Generated<Json>
    assistance: string | null
    version: Generated<number>
    updated: Instant
    sent_as: string | null
  }
  'casework.material': {
    city: string
    case_id: string
    id: string
    material: string
    sha256: Buffer
    owner: string
    name: string
    level: string
    added: Instant
  }
  'casework.particular': {
    city: string
    id: string
    case_id: string
    act_seq: number
    field: string
    body: Json | null
    salt: Buffer | null
  }
  'catalogue.basic': {
    city: string
    code: string
    name: string
    type_code: string
    at_most_once: Generated<boolean>
  }
  'catalogue.bundle_revision': {
    city: string
    key: string
    revision: number
    state: string
    state_since: string | null
    terms: Json
    hash: Buffer
    effective_from: string
    effective_until: string | null
    published_by: string | null
    published_at: Instant | null
  }
  'catalogue.calendar_year': {
    city: string
    year: number
    version: number
    content: Json
  }
  'catalogue.imported': {
    city: string
    source: string
    row_id: string
    hash: Buffer
    key: string
    revision: number
  }
  'catalogue.item_revision': {
    city: string
    key: string
    revision: number
    state: string
    state_since: string | null
    name: string
    organ: string | null
    department: string | null
    main_item: string | null
    area: string | null
    terms: Json
    source: string
    hash: Buffer
    lint: Json
    effective_from: string | null
    effective_until: string | null
    published_by: string | null
    published_at: Instant | null
  }
  'catalogue.law_article': {
    law: string
    version: string
    no: number
    label: string
    path: Json
    paragraphs: Json
  }
  'catalogue.law_text': {
    law: string
    version: string
    title: string
    level: string
    history: Json
    articles: number
    hash: Buffer
  }
  'catalogue.proof': {
    city: string
    name: string
    asked_by: string
    issued_by: string
    guide: string
    basis: Json
  }
  'credentials.act': {
    city: string
    file: string
    seq: number
    kind: string
    id: string
    type: string
    at: string
    effective_on: string | null
    rec_us: number
    actor_code: string
    actor_role: string
    actor: string | null
    organ: string | null
    payload: Json
    clocks: Json
    facts: Json
    rules: Json
    calendar: string
    commitments: Json
  }
  'credentials.body': {
    city: string
    id: string
    name: string
    uscc: string
    kind: string
    level: string
    division: string | null
    domains: Generated<string[]>
    basis: string | null
    status: string
    status_on: string | null
    status_before: string | null
    successor: string | null
    principal: string | null
    entrusted_on: string | null
    entrusted_until: string | null
    announcement: string | null
    announced_on: string | null
    organ: string | null
    enrolled: Json | null
    seq: Generated<number>
  }
  'credentials.campaign': {
    city: string
    id: string
    name: string
    profile: string
    as_of: string
    settings: Json
    lists: Json
    broken: Json
    frozen: Buffer
    fingerprint: Buffer
    bureau: string
    state: string
    seq: number
    created_at: string
    told_at: string | null
    reported_at: string | null
  }
  'credentials.exam': {
    city: string
    id: string
    name: string
    terms: Json
    topics: Generated<string[]>
    opens: Instant
    closes: Instant
    state: string
    seq: number
    seed: Buffer | null
    published_at: Instant | null
    rulings: Generated<number>
    created: Instant
  }
  'credentials.exam_answer': {
    city: string
    exam: string
    person: string
    no: number
    seq: number
    chosen: string
    flagged: boolean
    at: Instant
  }
  'credentials.exam_appeal': {
    city: string
    id: string
    exam: string
    person: string
    no: number
    question: string
    version: number
    part: number
    reason: string
    at: Instant
    state: string
    answer: string | null
    decided_at: Instant | null
  }
  'credentials.exam_candidate': {
    city: string
    exam: string
    person: string
    organ: string | null
    admitted_at: Instant
    extra_minutes: Generated<number>
    extra_reason: string | null
    signed_in_at: Instant | null
    asked: number | null
    salt: Buffer | null
    opened_at: Instant | null
    ends_at: Instant | null
    until_at: Instant | null
    device: string | null
    moves: Generated<number>
    handed_in_at: Instant | null
    handed_by: string | null
  }
  'credentials.exam_paper': {
    city: string
    exam: string
    person: string
    items: Json
  }
  'credentials.exam_pool': {
    city: string
    exam: string
    questions: Json
    digest: string
  }
  'credentials.exam_question': {
    city: string
    id: string
    source: string
    subject: string
    topic: Generated<string>
    kind: string
    version: number
    retired_on: string | null
  }
  'credentials.exam_question_version': {
    city: string
    question: string
    version: number
    body: Json
    key: Json
    digest: string
    at: Instant
  }
  'credentials.exam_result': {
    city: string
    exam: string
    person: string
    marks: number
    passed: boolean
    parts: Json
    rulings: number
  }
  'credentials.exam_ruling': {
    city: string
    exam: string
    seq: number
    question: string
    version: number
    part: number
    key: Json | null
    at: Instant
  }
  'credentials.holder': {
    city: string
    id: string
    list: string
    body: string
    person: string | null
    name: string
    sex: string | null
    id_number: string
    birth: string | null
    post: string | null
    rank: string | null
    establishment: string | null
    education: string | null
    domain: string | null
    law_qualified: Generated<boolean>
    photo: Buffer | null
    credential_no: string | null
    code: string
    issued_on: string | null
    valid_to: string | null
    checked_for: number | null
    state: string
    state_on: string
    state_before: string | null
    suspended_until: string | null
    returned_on: string | null
    proposed: string | null
    enrolled: Json | null
    seq: Generated<number>
  }
  'credentials.particular': {
    city: string
    id: string
    file: string
    act_seq: number
    field: string
    body: Json | null
    salt: Buffer | null
  }
  'credentials.roster_row': {
    city: string
    campaign: string
    list: string
    row: number
    line: number
    task: string | null
    person: string | null
    name: string
    data: Json
    verdict: string
    action: string
    primary_reason: string | null
    reasons: string[]
    findings: Json
    corrections: Json
  }
  'credentials.task': {
    city: string
    id: string
    campaign: string
    name: string
    uscc: string
    division: string | null
    organ: string | null
    officers: number
    supervisors: number
    flagged: number
    open: number
    answered: Generated<number>
    objected: Generated<number>
    removed: Generated<number>
    restored: Generated<number>
    corrected: Generated<number>
    removed_officers: Generated<number>
    state: string
    told_on: string | null
    due: string | null
    clock: Json | null
    seq: Generated<number>
  }
  'credentials.task_row': {
    city: string
    task: string
    campaign: string
    list: string
    row: number
    verdict: string
    answer: string | null
    answer_on: string | null
    late: boolean | null
    decided: string | null
    decided_on: string | null
    note: string | null
    holder: string | null
  }
  'credentials.training_batch': {
    city: string
    id: string
    course: string
    lecturer: string | null
    place: string
    address: string
    starts_at: Instant
    ends_at: Instant
    capacity: number
    early: number
    late: number
    state: string
    listed: string | null
    seq: Generated<number>
  }
  'credentials.training_course': {
    city: string
    id: string
    title: string
    kind: string
    laws: Generated<string[]>
    hours: string
    off_job: Generated<boolean>
    key: string | null
  }
  'credentials.training_credit': {
    city: string
    learner: string
    year: number
    hours: string
    source: string
  }
  'credentials.training_learner': {
    city: string
    id: string
    id_number: string
    name: string
    person: string | null
    organ: string | null
    officer: boolean
  }
  'credentials.training_point': {
    city: string
    id: string
    organ: string
    name: string
    place: string
    state: string
    applied_on: string
    notice_until: string | null
    named_on: string | null
    valid_to: string | null
    rechecked_on: string | null
    seq: Generated<number>
  }
  'credentials.training_seat': {
    city: string
    batch: string
    learner: string
    organ: string | null
    member: Generated<boolean>
    state: string
    turn: string
    signed_in_at: Instant | null
    in_by: string | null
    in_device: Buffer | null
    signed_out_at: Instant | null
    out_by: string | null
    out_device: Buffer | null
    substitute: Generated<boolean>
    struck: Generated<boolean>
    struck_reason: string | null
    score: number | null
    hours: Generated<string>
    year: number
  }
  'directory.deputy': {
    city: string
    id: string
    absent: string
    deputy: string
    from_day: string
    until_day: string
    reason: string
  }
  'directory.former_password': {
    city: string
    person: string
    id: string
    password_hash: string
  }
  'directory.organ': {
    city: string
    key: string
    name: string
    symbol: string
    uscc: string
    kind: string
    parent: string | null
    division: string | null
    level: number
    phone: string
    position: number
  }
  'directory.person': {
    city: string
    id: string
    key: string | null
    login: string | null
    password_hash: string | null
    name: string
    id_number: string | null
    phone: string | null
    address: string | null
    birth: string | null
    title: string | null
    enterprise: Json | null
    disabled: Generated<boolean>
    created: Generated<Instant>
    password_at: Instant | null
    password_until: Instant | null
  }
  'directory.post_holder': {
    city: string
    person: string
    role: string
    organ: string
    title: string | null
    from_day: Generated<string>
    until_day: string | null
  }
  'hall.assistance': {
    city: string
    id: string
    clerk: string
    applicant: string
    mandate: Json
    expires: Instant
    draft: string | null
    readback_hash: Buffer | null
    readback_state: Generated<string>
    readback_shown: Json | null
    readback_answers: Json | null
    signature: Json | null
    created: Instant
    readback_at: Instant | null
  }
  'hall.rating': {
    city: string
    id: string
    subject: string
    subject_kind: string
    version: number
    rater: string
    level: number
    tags: Json
    text: string | null
    channel: string
    at: Instant
  }
  'journal.alarm': {
    city: string
    id: string
    kind: string
    subject: string
    says: string
    raised_at: Instant
    last_at: Instant
    times: Generated<number>
    closed_at: Instant | null
    closed_by: string | null
    reason: string | null
  }
  'journal.checkpoint': {
    city: string
    log: string
    profile: string
    size: number
    root: Buffer
    note: string
    signed_at: Instant
  }
  'journal.cosigned': {
    city: string
    log: string
    profile: string
    size: number
    note: string
    cosigned_at: Instant
  }
  'journal.cursor': {
    city: string
    subscriber: string
    log: string
    index: number
  }
  'journal.entry': {
    city: string
    id: string
    subject: string
    type: string
    body: Buffer
    leaf: Buffer
    rec_us: number
    receipt: Buffer | null
  }
  'journal.head': {
    city: string
    log: string
    profile: string
    size: number
    note: string
    signed_at: Instant
    quorum_at: Instant | null
    witnesses: Generated<Json>
  }
  'journal.leaf': {
    city: string
    log: string
    index: number
    entry: string
    leaf: Buffer
  }
  'journal.pending': {
    city: string
    id: string
  }
  'journal.set_aside': {
    city: string
    subscriber: string
    log: string
    index: number
    error: string
    at: Generated<Instant>
    settled_at: Instant | null
  }
  'kernel.counter': {
    city: string
    name: string
    value: number
  }
  'kernel.document': {
    city: string
    id: string
    case_id: string | null
    template: string
    version: number
    number: string | null
    data: Json | null
    digest: Buffer
    salt: Buffer | null
    legal_at: Instant
    rec_at: Instant
    served_at: Instant | null
  }
  'kernel.file': {
    city: string
    owner: string
    sha256: Buffer
    size: number
    type: string
    name: string
    salt: Buffer | null
    created: Instant
  }
  'kernel.idempotency': {
    city: string
    actor: string
    key: string
    request_hash: Buffer
    status: number
    body: Json | null
    created: Generated<Instant>
  }
  'kernel.job': {
    city: string
    id: string
    kind: string
    payload: Json
    clock: string
    run_at: Instant
    dedupe_key: string | null
    attempts: Generated<number>
    locked_until: Instant | null
    last_error: string | null
    done_at: Instant | null
    dead: Generated<boolean>
  }
  'kernel.migration': {
    id: number
    name: string
    checksum: string
    breaking: boolean
    applied_at: Generated<Instant>
  }
  'kernel.session': {
    city: string
    token_hash: Buffer
    person: string
    grants: Json
    created: Instant
    last_seen: Instant
    expires: Instant
    csrf: string
    assurance: string
  }
  'kernel.setting': {
    city: string
    name: string
    value: Json
  }
  'kernel.sign_in_attempt': {
    city: string
    kind: string
    subject: string
    failures: Generated<number>
    last_at: Instant
    locked_until: Instant | null
  }
  'licences.licence': {
    city: string
    id: string
    identifier: string
    type: string
    name: string
    case_id: string
    item: string
    organ: string
    holder: string
    content: Json | null
    document: string
    check_code: string
    issued_on: string
    valid_until: string | null
    state: string
    state_reason: string | null
  }
  'licences.use': {
    city: string
    id: string
    licence: string
    who: string | null
    role: string
    item: string | null
    purpose: string
    at: Instant
  }
}
