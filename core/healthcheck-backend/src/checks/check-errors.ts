/** The error of a procedure about one check. */
export interface CheckErrors {
  CHECK_NOT_FOUND(options: { data: { id: string }; message: string }): Error;
}

export const checkNotFound = (id: string, errors: CheckErrors): Error =>
  errors.CHECK_NOT_FOUND({ data: { id }, message: `There is no check "${id}".` });
