import { look } from './look'
import { call, expect, keepPicture, test, unique } from './product'
import { daysFromToday } from './time'

test.describe.configure({ mode: 'serial' })
