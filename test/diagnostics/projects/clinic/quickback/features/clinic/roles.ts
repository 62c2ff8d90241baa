/** Who works at the clinic. */
export const staff = ["owner", "admin", "doctor", "nurse"];
